# The parts of the layer device that need a sound library are libraries of their own, loaded when
# devices are asked for: src/device/NAME/*.cpp leave krach_device and become libkrach_NAME.so.
get_target_property(sources krach_device SOURCES)
list(FILTER sources EXCLUDE REGEX "/device/(jack|rtaudio)/")
set_target_properties(krach_device PROPERTIES SOURCES "${sources}")

function(krach_driver name)  # PACKAGE...: of pkg-config
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/device/${name}/*.cpp)
  add_library(krach_${name} MODULE ${sources} ${PROJECT_SOURCE_DIR}/src/device/names.cpp)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${ARGN})
  target_link_libraries(krach_${name} PRIVATE krach_base krach_engine PkgConfig::${name} krach_warnings)
  target_link_options(krach_${name} PRIVATE LINKER:--exclude-libs,ALL)
  add_dependencies(krach_device krach_${name})
endfunction()
krach_driver(jack jack)
krach_driver(rtaudio rtaudio alsa)
