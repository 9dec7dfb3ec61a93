// apps/krach/pattern.cpp: `krach pattern show "bd(3,8)"`: what a text plays, and why.
#include "words/parse.hpp"
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "base/terminal.hpp"
#include "krach/subcommands.hpp"
#include "pattern/show.hpp"

namespace {
struct Args {
  std::string action, text;
  std::int64_t cycles = 2;
};
}  // namespace

static std::string answer(const Args& args) {
  const auto pattern = krach::words::parse_played(args.text);
  if (args.action == "explain") return krach::pattern::explain(pattern);
  return krach::pattern::show_grid(pattern, args.cycles, krach::wants_colour(STDOUT_FILENO));
}

void add_pattern(CLI::App& app) {
  const auto args = std::make_shared<Args>();
  auto* cmd = app.add_subcommand("pattern", "Look at a pattern");
  cmd->add_option("ACTION", args->action,
                  "show: a grid of its events; explain: which characters made each event")
      ->required()
      ->check(CLI::IsMember({"show", "explain"}));
  cmd->add_option("TEXT", args->text, "mini-notation, like \"bd(3,8) [sn cp]\", or an expression")
      ->required();
  cmd->add_option("--cycles", args->cycles, "how many cycles the grid shows")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  cmd->callback([args] { std::fputs(answer(*args).c_str(), stdout); });
}
