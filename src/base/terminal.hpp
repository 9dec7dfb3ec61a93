// src/base/terminal.hpp: what the terminal that is written to can show.
#pragma once

namespace krach {
/// True if the file of this number is a terminal with colours, whose user did not say NO_COLOR
/// (no-color.org).
/// Thread: [control].
bool wants_colour(int file);
}  // namespace krach
