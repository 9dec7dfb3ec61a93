# The fuzzers, for the preset fuzz alone: clang with its libFuzzer, and without its check of functions
# that are called by address: it looks before their beginning, where a kernel has nothing.
option(KRACH_FUZZ "Build the fuzzers; the compiler is clang" OFF)
if(KRACH_FUZZ)
  foreach(fuzzer mini_fuzz text_fuzz protocol_fuzz)
    add_executable(${fuzzer} ${PROJECT_SOURCE_DIR}/tests/fuzz/${fuzzer}.cpp)
    target_include_directories(${fuzzer} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${fuzzer} PRIVATE krach_words krach_server krach_warnings)
    target_link_options(${fuzzer} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()
