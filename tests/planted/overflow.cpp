// tests/planted/overflow.cpp: reads past the end of a block: AddressSanitizer must say so; with an
// argument, wraps an int instead: UndefinedBehaviorSanitizer must.
#include <limits>
#include <vector>

int main(int argc, char**) {
  volatile int most = std::numeric_limits<int>::max();
  if (argc > 1) return most + argc;
  std::vector<int> block(4, argc);
  const int* volatile begin = block.data();
  return begin[4] == 7 ? 1 : 0;
}
