// apps/krach/demo.cpp: `krach demo`: the first sound on a new machine.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

#include "krach/process.hpp"
#include "krach/subcommands.hpp"

void add_demo(CLI::App& app) {
  const auto wav = std::make_shared<std::string>("demo.wav");
  auto* cmd = app.add_subcommand(
      "demo", "Play the demo session, or render it where there is no sound card");
  cmd->add_option("-o,--output", *wav, "WAV file to write if there is no sound card")
      ->capture_default_str();
  cmd->callback([wav] {
    const auto output = std::filesystem::absolute(*wav).string();
    become_python(nlohmann::json{{"command", "demo"}, {"output", output}, {"bars", 8}}.dump());
  });
}
