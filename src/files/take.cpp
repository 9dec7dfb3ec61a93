// src/files/take.cpp
#include "files/take.hpp"

#include <fcntl.h>
#include <sndfile.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"

namespace krach::files {
struct TakeWriter::File {
  std::filesystem::path path;
  SNDFILE* sound = nullptr;

  explicit File(std::filesystem::path p) : path(std::move(p)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (sound != nullptr) sf_close(sound);
  }
  [[noreturn]] void fail(const std::string& what, int error) const {
    const bool is_full = error == ENOSPC || error == EFBIG || error == EDQUOT;
    const char* hint = is_full           ? "make room on the disk, or record to another one"
                       : error == EEXIST ? "give another name, or ask to overwrite it"
                                         : "name a file in a folder that you may write to";
    throw Error(Fault{what + ": " + std::generic_category().message(error), path.string(), hint});
  }
};

TakeWriter::TakeWriter(std::filesystem::path path, std::int64_t sample_rate, bool overwrite)
    : file_(std::make_unique<File>(std::move(path))) {
  const int how = O_RDWR | O_CREAT | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL);
  const int file = ::open(file_->path.c_str(), how, 0666);  // NOLINT: C's open
  if (file < 0) file_->fail("cannot record into the file", errno);
  SF_INFO info{};
  info.samplerate = static_cast<int>(sample_rate);
  info.channels = 2;
  info.format = SF_FORMAT_RF64 | SF_FORMAT_FLOAT;
  errno = 0;
  file_->sound = sf_open_fd(file, SFM_WRITE, &info, SF_TRUE);
  if (file_->sound == nullptr) file_->fail("cannot record into the file", errno);
  // Up to 4 GiB its header is that of a plain WAV, with room for the longer one.
  sf_command(file_->sound, SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
  sf_command(file_->sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  keep();
}
TakeWriter::~TakeWriter() = default;

void TakeWriter::write(std::span<const float> samples) {
  const auto frames = static_cast<sf_count_t>(samples.size() / 2);
  errno = 0;
  if (sf_writef_float(file_->sound, samples.data(), frames) != frames)
    file_->fail("the recording could not be written on", errno);
}
void TakeWriter::keep() {
  errno = 0;
  sf_command(file_->sound, SFC_UPDATE_HEADER_NOW, nullptr, 0);
  if (sf_error(file_->sound) != 0) file_->fail("the recording could not be written on", errno);
}
void TakeWriter::finish() {
  errno = 0;
  if (sf_close(std::exchange(file_->sound, nullptr)) != 0)
    file_->fail("the recording could not be written to its end", errno);
}
}  // namespace krach::files
