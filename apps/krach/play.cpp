// apps/krach/play.cpp: `krach play acid_jam.py`: a session on a device, until Ctrl-C.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

#include "krach/process.hpp"
#include "krach/session_file.hpp"
#include "krach/subcommands.hpp"

void add_play(CLI::App& app) {
  struct Args {
    std::string file, device;
    int sample_rate = 48000, block_size = 128;
    std::uint32_t seed = 1;
    double seconds = 0.0;
  };
  const auto args = std::make_shared<Args>();
  auto* cmd = app.add_subcommand("play", "Play a session on a device, until Ctrl-C");
  cmd->option_defaults()->always_capture_default();
  cmd->add_option("FILE", args->file, "session, .py")->required();
  cmd->add_option("--device", args->device, "any part of a name that `krach devices` lists")
      ->default_str("the default");
  cmd->add_option("--sample-rate", args->sample_rate, "frames a second")
      ->check(CLI::Range(8000, 192000));
  cmd->add_option("--block-size", args->block_size,
                  "frames a block; a server may insist on its own")
      ->check(CLI::Range(1, 8192));
  cmd->add_option("--seed", args->seed, "of everything random; the same seed, the same music");
  cmd->add_option("--seconds", args->seconds, "fade out after so many, without Ctrl-C")
      ->check(CLI::PositiveNumber)
      ->default_str("");
  cmd->callback([args] {
    nlohmann::json request = {{"command", "play"},
                              {"file", session_file(args->file).string()},
                              {"device", args->device},
                              {"sample_rate", args->sample_rate},
                              {"block_size", args->block_size},
                              {"seed", args->seed}};
    if (args->seconds > 0.0) request["seconds"] = args->seconds;
    become_python(request.dump());
  });
}
