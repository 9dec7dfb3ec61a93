// tests/support/main.cpp: the main function of every test program.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>

int main(int count, char** words) {
  setenv("KRACH_CACHE", "", 1);  // NOLINT(concurrency-mt-unsafe): what is compiled is compiled here
  return doctest::Context(count, words).run();
}
