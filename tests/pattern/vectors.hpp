// tests/pattern/vectors.hpp: facts about patterns, a JSON line each (vectors/README.md), and what
// krach plays of them.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

namespace krach::pattern::testing {
struct Verdict {
  std::string text;  // of the case, as the file has it, without its events
  std::string what;  // differs; empty if it passed
};
/// Every case of the file, in its order. A case that cannot be read or built has failed.
std::vector<Verdict> judge(std::istream& file);
}  // namespace krach::pattern::testing
