// src/files/take.hpp: writes sound to a file while it comes, for as long as it comes.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace krach::files {
/// A WAV file of 32-bit floats, two channels, of a length that nobody knows yet; it becomes RF64 as
/// it grows above 4 GiB. From the start it has its name and can be read: its header tells of all
/// that was written before the last keep(), so a program that dies leaves that.
/// Errors: Error naming the file and the system's reason; also if there is a file of that name and
///         it is not to be overwritten. What was written stays.
/// Thread: [control], or one of its own.
/// Source: libsndfile.
class TakeWriter {
 public:
  TakeWriter(std::filesystem::path path, std::int64_t sample_rate, bool overwrite);
  ~TakeWriter();
  TakeWriter(const TakeWriter&) = delete;
  TakeWriter& operator=(const TakeWriter&) = delete;
  /// Shapes: samples[frame][2], +-1.0 full scale. It goes to the system at once, so give much.
  void write(std::span<const float> samples);
  void keep();
  void finish();

 private:
  struct File;
  std::unique_ptr<File> file_;
};
}  // namespace krach::files
