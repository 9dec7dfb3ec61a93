# What is installed, and where. There are two ways:
#   cmake --install build/release --prefix P   the program and the C++ library, for find_package(krach)
#   pip install .                              the program and the Python package (SKBUILD is set)
# libkrach_llvm.so, libkrach_jack.so and libkrach_rtaudio.so lie beside what loads them: libkrach.so,
# or the Python module.

# The man page and the completions, told by the program itself.
set(share ${PROJECT_BINARY_DIR}/share)
set(told)
function(krach_told file)  # ARGUMENT...: of the program, which prints FILE
  get_filename_component(folder ${share}/${file} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${share}/${file} COMMAND krach ${ARGN} > ${share}/${file} VERBATIM)
  set(told ${told} ${share}/${file} PARENT_SCOPE)
endfunction()
krach_told(man/man1/krach.1 --man)
krach_told(bash-completion/completions/krach --completion bash)
krach_told(zsh/site-functions/_krach --completion zsh)
krach_told(fish/vendor_completions.d/krach.fish --completion fish)
add_custom_target(krach_manual ALL DEPENDS ${told})

if(SKBUILD)
  if(NOT TARGET _core)
    message(FATAL_ERROR "a wheel needs the Python module: its headers or nanobind are missing")
  endif()
  install(TARGETS krach RUNTIME DESTINATION ${SKBUILD_SCRIPTS_DIR})
  install(TARGETS krach-engine RUNTIME DESTINATION krach)
  install(TARGETS _core krach_llvm krach_jack krach_rtaudio LIBRARY DESTINATION krach)
  if(TARGET krach-faust)
    install(TARGETS krach-faust RUNTIME DESTINATION krach)
  endif()
  install(FILES examples/acid_jam.py DESTINATION krach RENAME demo_session.py)
  install(DIRECTORY ${share}/ DESTINATION ${SKBUILD_DATA_DIR}/share)
  return()
endif()

# One library of all layers, so that a program needs nothing else to link. It shows what surface
# defines, the face in include/krach; the layers below are its own business.
add_library(krach_library SHARED $<TARGET_OBJECTS:krach_surface>)
target_link_libraries(krach_library PRIVATE krach_surface)
target_link_options(krach_library PRIVATE LINKER:--exclude-libs,ALL)
target_compile_features(krach_library INTERFACE cxx_std_20)
set_target_properties(krach_library PROPERTIES OUTPUT_NAME krach EXPORT_NAME krach
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/krach)
install(TARGETS krach krach_llvm krach_jack krach_rtaudio LIBRARY
  DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS krach-engine RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET krach-faust)
  install(TARGETS krach-faust RUNTIME DESTINATION ${CMAKE_INSTALL_LIBDIR}/krach)
endif()
install(TARGETS krach_library EXPORT krach INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT krach NAMESPACE krach:: DESTINATION ${package} FILE krach-config.cmake)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(krach-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/krach-config-version.cmake DESTINATION ${package})
install(DIRECTORY include/krach DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${share}/ DESTINATION ${CMAKE_INSTALL_DATADIR})

# Each header compiles alone, with nothing else of krach in sight.
file(GLOB headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/include/krach/*.hpp)
foreach(header IN LISTS headers)
  add_test(NAME header.${header} COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -Wall -Wextra -Werror
    -fsyntax-only -I${PROJECT_SOURCE_DIR}/include -include ${header} -x c++ /dev/null)
endforeach()
