// tests/planted/overflow.cpp: reads past the end of a block: AddressSanitizer must say so; with an
// argument, wraps an int instead: UndefinedBehaviorSanitizer must.
#include <limits>
#include <vector>

int main(int argc, char**) {
  if (argc > 1) return (std::numeric_limits<int>::max() - 1 + argc) == 0 ? 1 : 0;
  std::vector<int> block(4, argc);
  const int* volatile begin = block.data();
  return begin[4] == 7 ? 1 : 0;
}
