# bench/peers: the program that the peers are measured beside. Not part of `all`.
add_executable(bench_workload EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/peers/workload.cpp)
target_link_libraries(bench_workload PRIVATE krach_surface krach_warnings)

# bench/pattern: queries, beside Strudel's and Tidal's scripts. Not part of `all` either.
add_executable(bench_onsets EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/pattern/onsets.cpp)
target_link_libraries(bench_onsets PRIVATE krach_pattern krach_warnings)

# bench/jit: each function of the library, beside FAUST's. Not part of `all` either.
add_executable(bench_library EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/jit/library.cpp)
target_include_directories(bench_library PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(bench_library PRIVATE krach_jit krach_warnings)
