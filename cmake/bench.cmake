# bench/peers: the program that the peers are measured beside. Not part of `all`.
add_executable(bench_workload EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/peers/workload.cpp)
target_link_libraries(bench_workload PRIVATE krach_surface krach_warnings)

# bench/pattern: queries, beside Strudel's and Tidal's scripts. Not part of `all` either.
add_executable(bench_onsets EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/pattern/onsets.cpp)
target_link_libraries(bench_onsets PRIVATE krach_pattern krach_warnings)
