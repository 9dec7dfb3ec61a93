// apps/krach-engine/main.cpp: the engine process: it plays on while clients come and go.
#include "krach-engine/engine.hpp"
#include "krach-engine/supervise.hpp"
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

static int run(int argc, char** argv) {
  CLI::App app("krach-engine: plays a session for krach's clients. `krach engine` starts it.");
  EngineOptions options;
  bool alone = false;
  app.add_option("--folder", options.folder, "where its socket is")->required();
  app.add_option("--journal", options.journal, "file that it keeps its requests in")->required();
  app.add_option("--device", options.device, "any part of a name that `krach devices` lists");
  app.add_option("--sample-rate", options.sample_rate)->check(CLI::Range(8000, 192000));
  app.add_option("--block-size", options.block_size)->check(CLI::Range(1, 8192));
  app.add_option("--inputs", options.inputs)->check(CLI::Range(0, 64));
  app.add_option("--seed", options.seed);
  app.add_option("--tcp", options.tcp, "port, or host:port, for clients with the token");
  app.add_option("--osc", options.osc, "port, or host:port, where messages of OSC come in");
  app.add_flag("--link", options.link, "in time with others, by Ableton Link");
  app.add_flag("--again", options.again, "on the device that the last one played on");
  app.add_flag("--alone", alone, "without a supervisor, which would start it again");
  CLI11_PARSE(app, argc, argv);
  if (alone) return run_engine(options);
  std::vector<std::string> words{std::filesystem::canonical("/proc/self/exe").string()};
  words.insert(words.end(), argv + 1, argv + argc);
  words.emplace_back("--alone");
  return supervise(words);
}

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {  // krach::Error among them
    std::fprintf(stderr, "krach-engine: %s\n", error.what());
    return 1;
  }
}
