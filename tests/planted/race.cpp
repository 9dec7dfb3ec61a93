// tests/planted/race.cpp: two threads write one number: ThreadSanitizer must say so.
#include <thread>

static int shared;

int main() {
  std::thread other([] { shared = 1; });
  shared = 2;
  other.join();
  return shared == 0 ? 1 : 0;
}
