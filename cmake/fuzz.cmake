# The fuzzers, for the preset fuzz alone: clang with its libFuzzer.
option(KRACH_FUZZ "Build the fuzzers; the compiler is clang" OFF)
if(KRACH_FUZZ)
  add_executable(mini_fuzz ${PROJECT_SOURCE_DIR}/tests/fuzz/mini_fuzz.cpp)
  target_link_libraries(mini_fuzz PRIVATE krach_pattern krach_warnings)
  target_link_options(mini_fuzz PRIVATE -fsanitize=fuzzer)
endif()
