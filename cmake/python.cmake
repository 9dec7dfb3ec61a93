# The compiled part of the Python package: python/krach/_core in the build folder.
find_package(Python 3.11 COMPONENTS Interpreter Development.Module)
execute_process(COMMAND ${Python_EXECUTABLE} -m nanobind --cmake_dir
  OUTPUT_VARIABLE nanobind_DIR OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT Python_FOUND OR NOT nanobind_DIR)
  message(STATUS "no headers or no nanobind for ${Python_EXECUTABLE}: the Python module is left out")
  return()
endif()
find_package(nanobind CONFIG REQUIRED)
file(GLOB bindings CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/python/bindings/*.cpp)
nanobind_add_module(_core NB_STATIC ${bindings})
target_include_directories(_core PRIVATE ${PROJECT_SOURCE_DIR}/python)
target_link_libraries(_core PRIVATE krach_server krach_words krach_warnings)
target_compile_options(_core PRIVATE -Wno-pedantic)  # nanobind's own macros
set_target_properties(_core PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/python/krach)
target_include_directories(nanobind-static SYSTEM PUBLIC ${nanobind_DIR}/../include)
add_dependencies(krach_python _core)
foreach(program krach-faust krach-engine)
  file(CREATE_LINK ${PROJECT_BINARY_DIR}/bin/${program}
    ${PROJECT_BINARY_DIR}/python/krach/${program} SYMBOLIC)
endforeach()
foreach(loaded llvm jack rtaudio)  # beside the module, as they are when they are installed
  file(CREATE_LINK ${PROJECT_BINARY_DIR}/libkrach_${loaded}.so
    ${PROJECT_BINARY_DIR}/python/krach/libkrach_${loaded}.so SYMBOLIC)
endforeach()
