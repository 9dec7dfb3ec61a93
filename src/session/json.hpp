// src/session/json.hpp: requests as JSON, to send and to keep.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string_view>
#include <vector>

#include "session/request.hpp"

namespace krach::session {
/// JSON:   {"do": "node", "name": "bass", "program": {...}, "gain": 0.3, "count": 4}
///         {"do": "input", "name": "mic", "channel": 0, "gain": 0.3}
///         {"do": "osc", "name": "lights", "address": "127.0.0.1:9000"}
///         {"do": "remove", "name": "bass"}
///         {"do": "connect", "source": "bass", "target": "verb", "level": 0.4}
///         {"do": "disconnect", "source": "bass", "target": "verb"}
///         {"do": "set", "node": "bass", "control": "cutoff", "value": 1200}
///         {"do": "play", "node": "bass", "control": "cutoff", "pattern": "sine(200,
///         2000).over(4)"}
///         {"do": "play", "node": "bass", "pattern": "hit() * 4", "start": "cycle", "phase":
///         "zero"}
///         {"do": "hush", "node": "bass", "start": "beat"}
///         {"do": "mute", "node": "bass", "muted": true}
///         {"do": "solo", "node": "bass", "soloed": true}
///         {"do": "fade", "path": "bass/cutoff", "target": 800, "bars": 4}, and where it has begun:
///         {"do": "fade", ..., "begin": "5/2", "from": 200}
///         {"do": "save", "scene": "drop"}   {"do": "recall", ...}   {"do": "forget", ...}
///         {"do": "save", "scene": "drop", "requests": [{"do": ...}, ...]}
///         {"do": "transition", "bars": 8, "requests": [{"do": "recall", "scene": "drop"}]}
///         {"do": "remove", "name": "bass", "at": "5/2"}, and so {"do": "disconnect", ...}
///         {"do": "undo"}   {"do": "redo"}
///         {"do": "tempo", "bpm": 128}   {"do": "meter", "beats": 4}   {"do": "master", "gain": 1}
///         Programs are as in signal/json.hpp, patterns are texts as in words/parse.hpp. What
///         may be absent in a request is left out. A program that was written out before in the
///         same list, or in a scene of it, is its number there: {"do": "node", ..., "program": 0}
/// Law:    to_request(to_json(r)) asks for the same as r, and is the same JSON.
/// Errors: Error for a pattern that no text says, because it was made by a function of one's own.
/// Thread: [control].
nlohmann::json to_json(const Request& request);
/// Errors: Error with every fault at its place under `where`.
Request to_request(const nlohmann::json& json, std::string_view where = "request");
nlohmann::json to_json(std::span<const Request> requests);  // a list
/// Errors: also if it is no list; the first 100 faults or so.
std::vector<Request> to_requests(const nlohmann::json& list, std::string_view where = "requests");
/// The same from text. Errors: also if it is no JSON, is longer than 2^20 bytes, or has more than
/// 64 brackets around something.
Request parse_request(std::string_view text, std::string_view where = "request");
}  // namespace krach::session
