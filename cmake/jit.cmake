# The part of the layer jit that needs LLVM is a library of its own, loaded on processors for which
# krach writes no machine code itself: src/jit/llvm/*.cpp leave krach_jit and become
# libkrach_llvm.so, which shows one symbol.
find_package(nlohmann_json REQUIRED)
find_package(LLVM 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19)
option(KRACH_STATIC_LLVM "libkrach_llvm.so carries its part of LLVM instead of loading libLLVM" OFF)
if(KRACH_STATIC_LLVM)  # for wheels: 28 MB instead of libLLVM and all that it loads, 190 MB
  llvm_map_components_to_libnames(llvm OrcJIT native)
else()
  set(llvm LLVM)
endif()
get_target_property(sources krach_jit SOURCES)
list(FILTER sources EXCLUDE REGEX "/jit/llvm/")
set_target_properties(krach_jit PROPERTIES SOURCES "${sources}")

file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/jit/llvm/*.cpp)
add_library(krach_llvm MODULE ${sources})
target_include_directories(krach_llvm SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(krach_llvm PRIVATE ${LLVM_DEFINITIONS_LIST})
target_compile_options(krach_llvm PRIVATE $<$<NOT:$<BOOL:${LLVM_ENABLE_RTTI}>>:-fno-rtti>)
target_link_libraries(krach_llvm PRIVATE krach_signal krach_warnings ${llvm})
target_link_options(krach_llvm PRIVATE
  LINKER:--exclude-libs,ALL LINKER:--gc-sections LINKER:--as-needed)
set_target_properties(krach_llvm PROPERTIES
  CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)

# Whoever links krach_jit finds the library in the build tree, where all that is declared from here
# on looks; installed, it lies beside the program or in the lib folder.
add_dependencies(krach_jit krach_llvm)
include(GNUInstallDirs)
set(CMAKE_BUILD_RPATH ${PROJECT_BINARY_DIR})
set(CMAKE_INSTALL_RPATH $ORIGIN $ORIGIN/../${CMAKE_INSTALL_LIBDIR})

find_package(benchmark QUIET)
if(benchmark_FOUND)
  foreach(bench compile kernel)
    add_executable(jit_${bench}_bench EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/bench/jit/${bench}_bench.cpp)
    target_include_directories(jit_${bench}_bench PRIVATE ${PROJECT_SOURCE_DIR}/bench)
    target_link_libraries(jit_${bench}_bench PRIVATE krach_jit benchmark::benchmark krach_warnings)
  endforeach()
endif()

# krach-faust compiles FAUST in a process of its own; without FAUST there are no FAUST nodes. Nor are
# there under sanitizers, which need more memory and calls than that process may have.
find_library(KRACH_LIBFAUST faust)
find_path(KRACH_FAUST_INCLUDE faust/dsp/llvm-dsp.h)
find_path(KRACH_FAUST_LIBRARY stdfaust.lib PATH_SUFFIXES share/faust)
if(KRACH_TRAP AND KRACH_LIBFAUST AND KRACH_FAUST_INCLUDE AND KRACH_FAUST_LIBRARY)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/apps/krach-faust/*.cpp)
  add_executable(krach-faust ${sources})
  target_include_directories(krach-faust PRIVATE ${PROJECT_SOURCE_DIR}/apps)
  target_include_directories(krach-faust SYSTEM PRIVATE ${KRACH_FAUST_INCLUDE})
  target_compile_definitions(krach-faust PRIVATE KRACH_FAUST_LIBRARY="${KRACH_FAUST_LIBRARY}")
  target_link_libraries(krach-faust PRIVATE krach_jit nlohmann_json::nlohmann_json
    ${KRACH_LIBFAUST} krach_warnings)
  set_target_properties(krach-faust PROPERTIES ENABLE_EXPORTS ON
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endif()
