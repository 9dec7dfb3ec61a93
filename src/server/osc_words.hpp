// src/server/osc_words.hpp: what a message of OSC asks for.
#pragma once
#include "osc/message.hpp"

#include <optional>
#include <string>

#include "session/session.hpp"

namespace krach::server {
/// /bass/cutoff 800          sets what kr["bass/cutoff"] would; groups, too: /drums/gain 0.4
/// /tempo 140  /meter 3  /master 0.5
/// /krach/play NODE TEXT     as kr["NODE"] @ "TEXT"; NODE may be a control: "bass/cutoff"
/// /krach/hush [NODE]        /krach/mute NODE  /krach/unmute NODE  /krach/solo NODE  /krach/unsolo
/// NODE
/// /krach/fade PATH TARGET BARS
/// /krach/recall SCENE  /krach/undo  /krach/redo
/// Errors: Error at the path for an unknown word, too few or too many arguments, a number in place
///         of a text, a number that is not finite, and what a pattern's text refuses.
/// Thread: [control].
session::Request to_request(const osc::Message& message, const session::State& state);
/// The path of a message that sets something: of those that come together the last one counts.
std::optional<std::string> set_path(const osc::Message& message);
}  // namespace krach::server
