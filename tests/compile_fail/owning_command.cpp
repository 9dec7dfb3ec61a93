// A control looked up by its text would be freed on the audio thread.
// expect: could not convert|cannot convert|no viable conversion|no matching
#include <string>

#include "engine/command.hpp"

static const krach::engine::SetControl kBad{std::string("cutoff"), 1.0F};
