// tests/planted/allocation.cpp: an [audio] function that allocates: RealtimeSanitizer must say so.
#include <memory>

#include "base/realtime.hpp"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wfunction-effects"  // the compiler would say so too
#endif
static int fill(int value) noexcept KRACH_NONBLOCKING { return *std::make_unique<int>(value); }
int main(int argc, char**) { return fill(argc) == 0 ? 1 : 0; }
