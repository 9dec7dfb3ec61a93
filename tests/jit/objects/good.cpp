// tests/jit/objects/good.cpp: (support) an object file for image_test.cpp, with all that code has:
// constants, tables that are filled, a table of addresses, calls within and to outside.
extern "C" float outside(float x);
extern "C" float good(float x);

static float memory[1000];
static int calls = 7;
static const float kNumbers[] = {0.5F, 1.5F, 2.5F};
static float twice(float x) { return 2.0F * x; }
static float half(float x) { return kNumbers[0] * x; }
static float (*const kFunctions[])(float) = {twice, half};
float (*chosen)(float) = outside;  // an address that is written when it is linked

float good(float x) {
  memory[999] += chosen(x);
  ++calls;
  return memory[999] + kFunctions[calls % 2](x) + outside(kNumbers[calls % 3]);
}
