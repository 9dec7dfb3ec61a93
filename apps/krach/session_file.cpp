// apps/krach/session_file.cpp
#include "krach/session_file.hpp"

#include "base/error.hpp"

namespace fs = std::filesystem;

fs::path session_file(const std::string& name) {
  if (!fs::exists(name))
    throw krach::Error({"no such file", name, "give a session, like examples/acid_jam.py"});
  if (fs::is_directory(name))
    throw krach::Error({"is a folder", name, "give one file, like " + name + "/session.py"});
  if (fs::path(name).extension() != ".py")
    throw krach::Error({"is not a .py file", name, "krach sessions are written in Python"});
  return fs::absolute(name);
}
