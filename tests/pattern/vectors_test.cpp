// tests/pattern/vectors_test.cpp: what Strudel and Tidal play, from vectors/*.jsonl.
#include "pattern/vectors.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>

using namespace krach::pattern::testing;

/// Cases in which krach differs on purpose.
// NOLINTNEXTLINE(bugprone-throwing-static-initialization): without memory nothing begins
static const std::map<std::string, std::string> kExceptions{
    {R"({"mini":"bd sn . hh hh hh","ops":[]})", "a point is a rest in krach, never a foot marker"},
    {R"({"mini":"bd . sn sn . hh","ops":[]})", "a point is a rest in krach, never a foot marker"},
};

static std::vector<Verdict> judge_file(const char* name) {
  std::ifstream file(std::filesystem::path(__FILE__).parent_path() / "vectors" / name);
  REQUIRE(file);
  return judge(file);
}
TEST_CASE("krach plays what Strudel and Tidal play") {
  const auto verdicts = judge_file("patterns.jsonl");
  CHECK(verdicts.size() == 158);
  for (const Verdict& v : verdicts)
    CHECK_MESSAGE(v.what.empty() != kExceptions.contains(v.text), v.text, "\n", v.what);
}
TEST_CASE("krach plays what Strudel plays when one or two functions are put on each other") {
  const auto verdicts = judge_file("compositions.jsonl");
  CHECK(verdicts.size() == 140);
  for (const Verdict& v : verdicts) CHECK_MESSAGE(v.what.empty(), v.text, "\n", v.what);
}
