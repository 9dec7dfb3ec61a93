// apps/krach/render.cpp: `krach render acid_jam.py`: a session becomes a WAV file.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "krach/process.hpp"
#include "krach/session_file.hpp"
#include "krach/subcommands.hpp"

namespace fs = std::filesystem;

namespace {
struct Args {
  std::string file, output;
  double bars = 8.0, seconds = 0.0;
  bool stems = false, json = false;
  int sample_rate = 48000, block_size = 128;
  std::uint32_t seed = 1;
};
}  // namespace

/// The WAV file, absolute: `name`, or the session's own name in this folder.
static fs::path wav_file(const std::string& name, const fs::path& session) {
  const fs::path wav = fs::absolute(name.empty() ? session.stem() += ".wav" : fs::path(name));
  if (fs::is_directory(wav))
    throw krach::Error({"is a folder", name, "give a file: -o " + (wav / "out.wav").string()});
  if (!fs::is_directory(wav.parent_path()))
    throw krach::Error(
        {"its folder is not there", name, "make it first: mkdir -p " + wav.parent_path().string()});
  return wav;
}

static nlohmann::json to_json(const Args& args, const char* length) {
  const fs::path session = session_file(args.file);
  nlohmann::json request = {{"command", "render"},
                            {"file", session.string()},
                            {"output", wav_file(args.output, session).string()},
                            {"stems", args.stems},
                            {"sample_rate", args.sample_rate},
                            {"block_size", args.block_size},
                            {"seed", args.seed},
                            {"json", args.json}};
  request[length] = args.seconds > 0.0 ? args.seconds : args.bars;
  return request;
}

void add_render(CLI::App& app) {
  const CLI::Validator length(
      [](const std::string& text) {
        double value = 0.0;
        const bool fits =
            CLI::detail::lexical_cast(text, value) && std::isfinite(value) && value > 0;
        return fits ? std::string() : "'" + text + "' is not a length; give a number above 0";
      },
      "POSITIVE");
  const auto args = std::make_shared<Args>();
  auto* cmd = app.add_subcommand("render", "Write a session to a WAV file, faster than real time");
  cmd->option_defaults()->always_capture_default();
  cmd->add_option("FILE", args->file, "session, .py")->required();
  auto* bars = cmd->add_option("--bars", args->bars, "length in bars")->check(length);
  auto* seconds = cmd->add_option("--seconds", args->seconds, "length in seconds, instead of bars")
                      ->check(length)
                      ->excludes(bars)
                      ->default_str("");
  cmd->add_option("-o,--output", args->output, "WAV file to write [FILE's name + .wav, here]");
  cmd->add_flag("--stems", args->stems, "also write each node to a file of its own");
  cmd->add_option("--sample-rate", args->sample_rate, "frames a second")
      ->check(CLI::Range(8000, 192000));
  cmd->add_option("--block-size", args->block_size, "frames a block; cannot be heard")
      ->check(CLI::Range(1, 8192));
  cmd->add_option("--seed", args->seed, "of everything random; the same seed, the same music");
  cmd->add_flag("--json", args->json, "tell about the result in JSON");
  cmd->callback([args, seconds] {
    become_python(to_json(*args, seconds->count() > 0 ? "seconds" : "bars").dump());
  });
}
