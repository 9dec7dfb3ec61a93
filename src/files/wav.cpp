// src/files/wav.cpp
#include "files/wav.hpp"

#include <sndfile.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace krach::files {
namespace fs = std::filesystem;

/// Samples that are collected before they are written: a block alone is not worth a system call.
static constexpr std::size_t kCollected = 16 * 1024;

struct WavWriter::File {
  fs::path path, draft;  // the draft is the path itself where that is a device, like /dev/null
  SNDFILE* sound = nullptr;
  std::vector<float> collected;

  File(fs::path p) : path(std::move(p)), draft(path) {}  // NOLINT(google-explicit-constructor)
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (sound != nullptr) sf_close(sound);
    if (std::error_code ignored; draft != path) fs::remove(draft, ignored);
  }
  void write(std::span<const float> samples) {
    const auto frames = static_cast<sf_count_t>(samples.size() / 2);
    errno = 0;
    if (sf_writef_float(sound, samples.data(), frames) != frames)
      fail("the file could not be written to its end", errno);
  }
  [[noreturn]] void fail(const std::string& what, int error) const {
    const std::string why =
        error != 0 ? std::generic_category().message(error) : "the system does not say why";
    const char* hint = error == ENOSPC || error == EFBIG || error == EDQUOT
                           ? "free some space, or write to another disk with -o"
                           : "write to a folder that is there and that you may write to, with -o";
    throw Error(Fault{what + ": " + why, path.string(), hint});
  }
};

WavWriter::WavWriter(fs::path path, std::int64_t sample_rate, std::int64_t frames)
    : file_(std::make_unique<File>(std::move(path))) {
  std::error_code ignored;
  if (fs::is_directory(file_->path, ignored)) file_->fail("cannot write the file", EISDIR);
  if (!fs::exists(file_->path, ignored) || fs::is_regular_file(file_->path, ignored))
    file_->draft.concat(".").concat(std::to_string(getpid())).concat(".part");
  constexpr std::int64_t kWavFrames = (std::int64_t{1} << 32) / 8 - 1024;
  SF_INFO info{};
  info.samplerate = static_cast<int>(sample_rate);
  info.channels = 2;
  info.format = (frames < kWavFrames ? SF_FORMAT_WAV : SF_FORMAT_RF64) | SF_FORMAT_FLOAT;
  errno = 0;
  file_->sound = sf_open(file_->draft.c_str(), SFM_WRITE, &info);
  if (file_->sound == nullptr) file_->fail("cannot write the file", errno);
  sf_command(file_->sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);  // it holds the time of day
}
WavWriter::~WavWriter() = default;
WavWriter::WavWriter(WavWriter&&) noexcept = default;

void WavWriter::write(std::span<const float> samples) {
  auto& collected = file_->collected;
  collected.insert(collected.end(), samples.begin(), samples.end());
  if (collected.size() < kCollected) return;
  file_->write(collected);
  collected.clear();
}
void WavWriter::finish() {
  file_->write(file_->collected);
  errno = 0;
  sf_write_sync(file_->sound);
  const int error = sf_error(file_->sound), code = errno;
  if (sf_close(std::exchange(file_->sound, nullptr)) != 0 || error != 0)
    file_->fail("the file could not be written to its end", code);
  if (file_->draft == file_->path) return;
  std::error_code renamed;
  fs::rename(file_->draft, file_->path, renamed);
  if (renamed) file_->fail("cannot write the file", renamed.value());
  file_->draft = file_->path;
}
}  // namespace krach::files
