// src/server/token.hpp: who comes over the network proves that it has the token, without saying it.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace krach::server {
/// 64 hexadecimal digits in a file that only its user may read, made when it is first asked for.
/// Errors: Error if it cannot be read or made, or if others may read it.
/// Thread: [control].
std::string read_token(const std::filesystem::path& file);
/// 64 hexadecimal digits that nobody can foretell.
std::string new_challenge();
/// What answers a challenge: HMAC-SHA-256 over its digits, its key the 32 bytes of the token, in
/// hexadecimal digits. Source: RFC 2104; libsodium.
std::string answer_to(std::string_view challenge, std::string_view token);
/// In the same time, right or wrong.
bool is_answer(std::string_view answer, std::string_view challenge, std::string_view token);
}  // namespace krach::server
