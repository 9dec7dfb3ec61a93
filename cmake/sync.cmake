# The layer sync has Ableton Link inside, headers alone, where they are found; else --link says what
# to install.
set(KRACH_LINK AUTO CACHE STRING "Play in time with others by Ableton Link: AUTO, ON or OFF")
find_path(ABLETON_LINK_INCLUDE_DIR ableton/Link.hpp)
set(link_from link)
if(KRACH_LINK STREQUAL "ON" AND NOT ABLETON_LINK_INCLUDE_DIR)
  message(FATAL_ERROR "ableton/Link.hpp is not there\n  hint: apt-get install ableton-link-dev")
elseif(NOT KRACH_LINK OR NOT ABLETON_LINK_INCLUDE_DIR)
  set(link_from no_link)
  if(KRACH_LINK)
    message(STATUS "Ableton Link is left out: apt-get install ableton-link-dev")
  endif()
endif()
get_target_property(sources krach_sync SOURCES)
list(FILTER sources EXCLUDE REGEX "/sync/(no_)?link.cpp$")
set_target_properties(krach_sync PROPERTIES
  SOURCES "${sources};${PROJECT_SOURCE_DIR}/src/sync/${link_from}.cpp")
if(link_from STREQUAL "link")
  # As its AbletonLinkConfig.cmake says it for Linux, without -latomic, which no 64-bit processor needs.
  target_include_directories(krach_sync SYSTEM PRIVATE ${ABLETON_LINK_INCLUDE_DIR})
  target_compile_definitions(krach_sync PRIVATE LINK_PLATFORM_UNIX=1 LINK_PLATFORM_LINUX=1)
endif()
