// src/server/token.cpp
#include "server/token.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "base/error.hpp"

namespace krach::server {
namespace {
using Bytes = std::array<unsigned char, 32>;
constexpr std::size_t kDigits = 64;

void prepare() {
  if (sodium_init() < 0) throw Error(Fault{"there is no randomness", "server", "see the system"});
}
std::string to_digits(const Bytes& bytes) {
  std::array<char, kDigits + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
  return digits.data();
}
bool to_bytes(std::string_view digits, Bytes& bytes) {
  std::size_t count = 0;
  return sodium_hex2bin(bytes.data(), bytes.size(), digits.data(), digits.size(), nullptr, &count,
                        nullptr) == 0 &&
         count == bytes.size() && digits.size() == kDigits;
}
Error broken(const std::filesystem::path& file, const char* what) {
  return Error(Fault{what, file.string(), "delete it, and a new one is made: rm " + file.string()});
}
}  // namespace

std::string new_challenge() {
  prepare();
  Bytes bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return to_digits(bytes);
}
std::string read_token(const std::filesystem::path& file) {
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    const std::string token = new_challenge() + "\n";
    const bool whole = ::write(made, token.data(), token.size()) == ssize_t(token.size());
    ::close(made);
    if (!whole) throw broken(file, "the token cannot be written");
  }
  struct stat found{};
  if (::stat(file.c_str(), &found) != 0) throw broken(file, "the token cannot be read");
  if ((found.st_mode & 077U) != 0) throw broken(file, "others may read the token");
  std::string token;
  std::getline(std::ifstream(file), token);
  Bytes bytes{};
  prepare();
  if (!to_bytes(token, bytes)) throw broken(file, "it is no token");
  return token;
}
std::string answer_to(std::string_view challenge, std::string_view token) {
  prepare();
  Bytes key{}, answer{};
  if (!to_bytes(token, key)) throw Error(Fault{"it is no token", "token", "give its 64 digits"});
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(
      &state, reinterpret_cast<const unsigned char*>(challenge.data()),  // NOLINT: its bytes
      challenge.size());
  crypto_auth_hmacsha256_final(&state, answer.data());
  return to_digits(answer);
}
bool is_answer(std::string_view answer, std::string_view challenge, std::string_view token) {
  const std::string right = answer_to(challenge, token);
  return answer.size() == right.size() &&
         sodium_memcmp(answer.data(), right.data(), right.size()) == 0;
}
}  // namespace krach::server
