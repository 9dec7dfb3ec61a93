// src/signal/json.hpp: a program as JSON, to send, to keep and to replay without who wrote it.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string_view>

#include "signal/program.hpp"

namespace krach::signal {
inline constexpr std::int64_t kProgramVersion = 1;

/// JSON:   {"version": 1, "inputs": 0,
///          "controls": [{"name": "cutoff", "initial": 800, "low": 20, "high": 20000}],
///          "operations": [["control", 0], ["constant", 0.5], ["mul", 0, 1], ["delay", 2, 1, 48]],
///          "outputs": [3], "lines": [7, 7, 7, 8]}
///         An operation is its name, its operands, then its index or, of a constant, its value.
///         "lines" is left out if the program has none.
/// Law:    to_program(to_json(p)) == p, lines too, for every p that passes check().
/// Thread: [any].
nlohmann::json to_json(const Program& program);
/// Errors: Error with every fault found at its place under `where`; also for a newer version.
Program to_program(const nlohmann::json& json, std::string_view where = "program");
/// The same from text. Errors: also if it is no JSON.
Program parse_program(std::string_view text, std::string_view where = "program");
}  // namespace krach::signal
