// src/files/wav.hpp: writes sound to a file that is whole or not there at all.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace krach::files {
/// A WAV file of 32-bit floats, two channels; RF64 above 4 GiB. It is written beside its name and
/// takes the name in finish(); an earlier file of that name stays until then. Without finish(),
/// nothing is left. The same samples give the same bytes: there is no time in the header.
/// Samples are collected: a write may report what went wrong with an earlier one.
/// Errors: Error naming the file and the system's reason: no such folder, no permission, disk full.
/// Thread: [control].
/// Source: libsndfile.
class WavWriter {
 public:
  WavWriter(std::filesystem::path path, std::int64_t sample_rate, std::int64_t frames);
  ~WavWriter();
  WavWriter(const WavWriter&) = delete;
  WavWriter& operator=(const WavWriter&) = delete;
  WavWriter(WavWriter&&) noexcept;
  WavWriter& operator=(WavWriter&&) = delete;
  /// Shapes: samples[frame][2], +-1.0 full scale; louder is kept as it is.
  void write(std::span<const float> samples);
  void finish();

 private:
  struct File;
  std::unique_ptr<File> file_;
};
}  // namespace krach::files
