// apps/krach/session_file.hpp: what FILE means on the command line.
#pragma once
#include <filesystem>
#include <string>

/// The session file, absolute. Errors: krach::Error if it is not there or is no Python file.
std::filesystem::path session_file(const std::string& name);
