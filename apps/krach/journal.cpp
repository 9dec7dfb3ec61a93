// apps/krach/journal.cpp: `krach journal render`: a performance of yesterday, as a file.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "krach/subcommands.hpp"
#include "server/launch.hpp"
#include "session/json.hpp"
#include "session/replay.hpp"

namespace fs = std::filesystem;
namespace session = krach::session;

namespace {
struct Args {
  std::string action, name, output;
  session::RenderOptions options;
  double seconds = 0.0, tail = 4.0;
};
void list() {
  for (const auto& path : krach::server::list_journals()) try {
      std::int64_t requests = 0;
      const auto reading = session::read_journal(
          path, [&](const session::JournalLine& line) { requests = line.revision; });
      std::printf("%-20s  began %s, %lld requests%s\n", path.stem().c_str(), reading.began.c_str(),
                  static_cast<long long>(requests), reading.messages.empty() ? "" : ", damaged");
    } catch (const krach::Error& error) {
      std::printf("%-20s  %s\n", path.stem().c_str(), error.faults().front().what.c_str());
    }
}
void tell(const std::vector<std::string>& messages) {
  for (const auto& message : messages) std::fprintf(stderr, "krach: %s\n", message.c_str());
}
void show(const fs::path& path) {
  std::int64_t rate = 48000;
  const auto print = [&](const session::JournalLine& line) {
    const double seconds = static_cast<double>(line.effect.frame.value) / static_cast<double>(rate);
    if (line.kind == session::JournalLine::Kind::play) {
      rate = line.sample_rate;
      std::printf("%10.3f s  plays at %lld Hz\n", seconds, static_cast<long long>(rate));
    }
    if (line.kind != session::JournalLine::Kind::requests) return;
    for (const auto& request : line.requests) {
      auto json = session::to_json(request);
      if (json.contains("program")) json["program"] = "...";
      std::printf("%10.3f s  %s\n", seconds, json.dump().c_str());
    }
  };
  tell(session::read_journal(path, print).messages);
}
void render(const fs::path& path, Args args) {
  session::Kernels kernels;
  const auto replay = session::read_replay(path, args.options.sample_rate);
  tell(replay.reading.messages);
  args.options.seed = replay.reading.seed;
  args.options.seconds =
      args.seconds > 0.0
          ? args.seconds
          : static_cast<double>(replay.end.value) / static_cast<double>(args.options.sample_rate) +
                args.tail;
  const fs::path wav = args.output.empty() ? path.stem() += ".wav" : fs::path(args.output);
  const auto files = session::render_file(replay.course, kernels, args.options, wav, {});
  std::printf("wrote %s%s: %.1f s\n", wav.c_str(), args.options.stems ? " and its stems" : "",
              *args.options.seconds);
}
void act(const Args& args) {
  if (args.action == "list") return list();
  const fs::path path = krach::server::find_journal(args.name);
  args.action == "show" ? show(path) : render(path, args);
}
}  // namespace

void add_journal(CLI::App& app) {
  const auto args = std::make_shared<Args>();
  auto* cmd = app.add_subcommand("journal", "What was played, kept as it was asked for");
  cmd->option_defaults()->always_capture_default();
  cmd->add_option("ACTION", args->action,
                  "list: all of them; show: what was asked, and when; render: to a WAV file")
      ->required()
      ->check(CLI::IsMember({"list", "show", "render"}));
  cmd->add_option("NAME", args->name, "as list tells it")->default_str("the last one");
  cmd->add_option("-o,--output", args->output, "WAV file to write [NAME.wav, here]");
  cmd->add_flag("--stems", args->options.stems, "also write each node to a file of its own");
  cmd->add_option("--sample-rate", args->options.sample_rate, "whatever it was played at")
      ->check(CLI::Range(8000, 192000));
  cmd->add_option("--seconds", args->seconds, "length; without it, up to the last change")
      ->check(CLI::PositiveNumber)
      ->default_str("");
  cmd->add_option("--tail", args->tail, "seconds after the last change")
      ->check(CLI::NonNegativeNumber);
  cmd->callback([args] { act(*args); });
}
