// apps/krach/engine.cpp: `krach engine start`, `krach stop`, `krach run FILE`, and `krach` alone.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <memory>

#include "base/error.hpp"
#include "krach/process.hpp"
#include "krach/session_file.hpp"
#include "krach/subcommands.hpp"
#include "server/launch.hpp"
#include "server/places.hpp"
#include "server/remote.hpp"

namespace server = krach::server;

namespace {
struct Args {
  std::string action, resume;
  bool resumes = false, json = false;
  server::LaunchOptions launch;
};
void start(const Args& args) {
  server::LaunchOptions launch = args.launch;
  if (args.resumes) launch.journal = server::find_journal(args.resume);
  server::start_engine(launch);
  const auto now = server::Remote(server::engine_socket().string()).engine_status();
  std::printf("an engine plays on %s; krach opens a prompt, krach stop ends it\n",
              now.live.device.name.c_str());
}
void print_status(bool json) {
  const auto now = server::Remote(server::engine_socket().string()).engine_status();
  if (json) {
    auto all = server::to_json(now);
    all["version"] = 1;
    std::printf("%s\n", all.dump(2).c_str());
    return;
  }
  const auto& live = now.live;
  std::printf("device   %s%s, %lld Hz, blocks of %lld frames\n", live.device.name.c_str(),
              live.device.lost ? " (away: a clock runs in its place)" : "",
              static_cast<long long>(live.device.sample_rate),
              static_cast<long long>(live.device.block_size));
  std::printf("music    %g BPM, cycle %.2f, %u voices\n", now.tempo, live.cycle, live.voices);
  std::printf("machine  %.0f %% load, %lld xruns, %lld late\n", live.load * 100.0,
              static_cast<long long>(live.device.xruns), static_cast<long long>(live.late));
  std::printf("guard    takes away %.1f dB, at most %.1f dB%s", live.limited, live.most_limited,
              live.blocks_dc ? ", an offset is taken away" : "");
  if (live.resets > 0)
    std::printf(", %lld voices begun again", static_cast<long long>(live.resets));
  for (std::size_t i = 0; i < live.reset_nodes.size(); ++i)
    std::printf("%s%s", i == 0 ? " in " : ", ", live.reset_nodes[i].c_str());
  std::printf("\n");
  std::printf("clients  %lld\njournal  %s\n", static_cast<long long>(now.clients - 1),
              now.journal.empty() ? "none" : now.journal.c_str());
  if (!now.osc.empty()) std::printf("osc      comes in at %s\n", now.osc.c_str());
  if (now.link)
    std::printf("link     on, with %lld others\n", static_cast<long long>(now.link_peers));
  else
    std::printf("link     off\n");
  if (!live.osc_trouble.empty()) std::printf("trouble  %s\n", live.osc_trouble.c_str());
  if (const auto& take = live.recording; !take.path.empty())
    std::printf("records  %s, %.0f s, %lld frames lost\n", take.path.c_str(),
                static_cast<double>(take.frames) / static_cast<double>(live.device.sample_rate),
                static_cast<long long>(take.lost));
  if (!live.recording.trouble.empty()) std::printf("trouble  %s\n", live.recording.trouble.c_str());
  if (!now.trouble.empty()) std::printf("trouble  %s\n", now.trouble.c_str());
}
void print_log() {
  const auto path = server::state_folder() / server::kLogName;
  std::ifstream in(path);
  if (!in) throw krach::Error({"there is no log yet", path.string(), "krach engine start"});
  for (std::string line; std::getline(in, line);) std::printf("%s\n", line.c_str());
}
void act(const Args& args) {
  if (args.action == "start") return start(args);
  if (args.action == "stop") return server::stop_engine();
  if (args.action == "status") return print_status(args.json);
  print_log();
}
void add_device_options(CLI::App& cmd, server::LaunchOptions& launch) {
  cmd.add_option("--device", launch.device, "any part of a name that `krach devices` lists")
      ->default_str("the default");
  cmd.add_option("--sample-rate", launch.sample_rate, "frames a second")
      ->check(CLI::Range(8000, 192000))
      ->capture_default_str();
  cmd.add_option("--block-size", launch.block_size,
                 "frames a block; a server may insist on its own")
      ->check(CLI::Range(1, 8192))
      ->capture_default_str();
  cmd.add_option("--inputs", launch.inputs,
                 "channels to hear: of JACK all, of a card none, if absent")
      ->check(CLI::Range(0, 64));
  cmd.add_option("--tcp", launch.tcp, "port, or host:port, for clients that have the token")
      ->default_str("none");
  cmd.add_option("--osc", launch.osc, "port, or host:port, where messages of OSC come in")
      ->default_str("none");
  cmd.add_flag("--link", launch.link, "play in time with others, by Ableton Link");
}
}  // namespace

void add_engine(CLI::App& app) {
  const auto args = std::make_shared<Args>();
  auto* cmd = app.add_subcommand("engine", "The process that plays, while prompts come and go");
  cmd->add_option("ACTION", args->action, "what it shall do")
      ->required()
      ->check(CLI::IsMember({"start", "stop", "status", "log"}));
  add_device_options(*cmd, args->launch);
  cmd->add_option("--resume", args->resume, "go on with a journal, the last one unless named")
      ->expected(0, 1)
      ->default_str("");
  cmd->add_flag("--json", args->json, "tell the status in JSON");
  cmd->callback([args, cmd] {
    args->resumes = cmd->get_option("--resume")->count() > 0;
    act(*args);
  });
}
void add_stop(CLI::App& app) {
  app.add_subcommand("stop", "Fade out and end the engine")->callback([] {
    server::stop_engine();
  });
}
void add_run(CLI::App& app) {
  const auto file = std::make_shared<std::string>();
  const auto watch = std::make_shared<bool>(false);
  auto* cmd = app.add_subcommand("run", "Play a session in the engine; the prompt stays free");
  cmd->add_option("FILE", *file, "session, .py")->required();
  cmd->add_flag("--watch", *watch, "again whenever it is saved, until Ctrl-C");
  cmd->callback([file, watch] {
    const auto session = session_file(*file).string();
    if (!server::engine_runs()) server::start_engine();
    become_python(nlohmann::json{{"command", "run"}, {"file", session}, {"watch", *watch}}.dump());
  });
}
void open_prompt(const std::optional<std::string>& resume) {
  if (resume) {
    server::LaunchOptions launch;
    launch.journal = server::find_journal(*resume);
    server::start_engine(launch);
  } else if (!server::engine_runs()) {
    server::start_engine();
  }
  become_python(nlohmann::json{{"command", "repl"}}.dump());
}
