// apps/krach/subcommands.hpp: what main() hangs into the command line. One subcommand, one file.
#pragma once
#include <optional>
#include <string>

namespace CLI {
class App;
}

/// Each adds itself to `app`. Exit status of all: 0 done; 1 krach::Error, printed; 2 wrong usage.
void add_render(CLI::App& app);
void add_play(CLI::App& app);
void add_demo(CLI::App& app);
void add_devices(CLI::App& app);
void add_doctor(CLI::App& app);
void add_pattern(CLI::App& app);
void add_engine(CLI::App& app);
void add_stop(CLI::App& app);
void add_run(CLI::App& app);
void add_journal(CLI::App& app);
/// `krach` alone: starts an engine if none runs, with the journal of that name if one is given.
void open_prompt(const std::optional<std::string>& resume);
/// Not a subcommand: the hidden options --man and --completion SHELL.
void add_manual(CLI::App& app);
