# bench/peers: the program that the peers are measured beside. Not part of `all`.
add_executable(bench_workload EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/peers/workload.cpp)
target_link_libraries(bench_workload PRIVATE krach_surface krach_warnings)
