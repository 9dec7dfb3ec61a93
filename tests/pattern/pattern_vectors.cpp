// tests/pattern/pattern_vectors.cpp: judges krach by files of facts (vectors/README.md).
// usage: pattern_vectors FILE...   exit status 0 only if every case passed
#include <cstdio>
#include <fstream>

#include "pattern/vectors.hpp"

int main(int argc, char** argv) {
  int passed = 0, failed = argc < 2;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i]);
    if (!file) std::printf("%s cannot be read\n", argv[i]), ++failed;
    for (const auto& verdict : krach::pattern::testing::judge(file)) {
      passed += verdict.what.empty();
      failed += !verdict.what.empty();
      if (!verdict.what.empty())
        std::printf("FAIL %s\n  %s\n", verdict.text.c_str(), verdict.what.c_str());
    }
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
