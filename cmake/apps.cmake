# The program and its Python package, as they stand in the build folder:
#   bin/krach      the command line
#   python/krach/  the package: links to python/krach/*, and beside them the compiled module _core
find_package(CLI11 REQUIRED)


file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/apps/krach/*.cpp)
add_executable(krach ${sources})
target_include_directories(krach PRIVATE ${PROJECT_SOURCE_DIR}/apps)
target_compile_definitions(krach PRIVATE KRACH_VERSION="${PROJECT_VERSION}")
target_link_libraries(krach PRIVATE krach_server krach_words krach_device CLI11::CLI11 nlohmann_json::nlohmann_json
  krach_warnings)
set_target_properties(krach PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

# krach-engine stands beside krach, and is started by it.
file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/apps/krach-engine/*.cpp)
add_executable(krach-engine ${sources})
target_include_directories(krach-engine PRIVATE ${PROJECT_SOURCE_DIR}/apps)
target_link_libraries(krach-engine PRIVATE krach_server CLI11::CLI11 krach_warnings)
set_target_properties(krach-engine PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

# krach_python: all that the program finds at run time. What the package loads joins it with
# add_dependencies(krach_python ...), so that `cmake --build . --target krach` is enough to play.
add_custom_target(krach_python)
add_dependencies(krach krach_python krach-engine)
if(TARGET krach-faust)
  add_dependencies(krach_python krach-faust)
endif()

# krach_link(FILE NAME): FILE appears in the package as NAME, and a change of it needs no build.
function(krach_link file name)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/python/krach)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${file} ${PROJECT_BINARY_DIR}/python/krach/${name} SYMBOLIC)
endfunction()
file(GLOB files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/python/krach
  ${PROJECT_SOURCE_DIR}/python/krach/*.py ${PROJECT_SOURCE_DIR}/python/krach/*.pyi)
foreach(file IN LISTS files)
  krach_link(python/krach/${file} ${file})
endforeach()
krach_link(examples/acid_jam.py demo_session.py)  # what `krach demo` plays
