// tests/jit/objects/leaves.cpp: (support) an object file that would end the program.
#include <cstdlib>

extern "C" void leaves();
void leaves() { std::exit(3); }
