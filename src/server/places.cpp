// src/server/places.cpp
#include "server/places.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <system_error>

#include "base/error.hpp"

namespace krach::server {
namespace fs = std::filesystem;
static fs::path chosen_folder() {
  const auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets them here
    return value == nullptr ? "" : value;
  };
  if (const auto chosen = variable("KRACH_STATE"); !chosen.empty()) return fs::absolute(chosen);
  if (const auto base = variable("XDG_STATE_HOME"); !base.empty()) return fs::path(base) / "krach";
  if (const auto home = variable("HOME"); !home.empty())
    return fs::path(home) / ".local/state/krach";
  throw Error({"HOME is not set", "krach", "set it, or KRACH_STATE to a folder of your own"});
}
fs::path state_folder() {
  const fs::path folder = chosen_folder();
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    throw Error({"the folder cannot be made: " + std::generic_category().message(errno),
                 folder.string(), "choose another: KRACH_STATE=FOLDER"});
  struct stat found{};
  if (::stat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    throw Error({"it is no folder", folder.string(), "choose another: KRACH_STATE=FOLDER"});
  if (found.st_uid != ::geteuid() || (found.st_mode & 077U) != 0)
    throw Error({"others may enter the folder", folder.string(),
                 "make it yours alone: chmod 700 " + folder.string()});
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    throw Error({"the folder cannot be written to: " + std::generic_category().message(errno),
                 folder.string(), "choose another: KRACH_STATE=FOLDER"});
  fs::create_directories(folder / kJournalFolder, error);
  return folder;
}
}  // namespace krach::server
