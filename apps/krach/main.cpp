// apps/krach/main.cpp: the command line, and how its mistakes read.
#include <CLI/CLI.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "krach/subcommands.hpp"

enum Status : std::uint8_t { done = 0, failed = 1, wrong_usage = 2 };

constexpr auto kExamples =
    "Examples:\n"
    "  krach                                        a prompt, and an engine that plays\n"
    "  krach run examples/acid_jam.py               the same, from a file; krach stop ends it\n"
    "  krach demo                                   is everything working?\n"
    "  krach play examples/acid_jam.py              until Ctrl-C\n"
    "  krach render examples/acid_jam.py            8 bars to acid_jam.wav\n"
    "  krach render drums.py --bars 16 -o beat.wav\n"
    "  krach render drums.py --seconds 30 --stems   each node in a file too\n"
    "  krach devices                                where can it play?\n"
    "  krach doctor                                 what is missing?\n"
    "  krach pattern show \"bd(3,8) [sn cp]\"        what does it play?\n"
    "\n"
    "Exit status: 0 done, 1 an error that is explained, 2 wrong usage.";

static std::vector<std::string> subcommands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* sub : app.get_subcommands({})) names.push_back(sub->get_name());
  return names;
}

static std::vector<std::string> options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options())
    if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
  return names;
}

/// What the user could not have meant, found in what CLI11 left over; or CLI11's own words.
static krach::Fault explain(const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::string help = "krach" + (chosen.empty() ? "" : " " + command.get_name()) + " --help";
  const auto left = app.remaining(true);
  if (left.empty()) return {error.what(), command.get_name(), "see " + help};
  const std::string& word = left.front();
  if (word.starts_with("-"))
    return {"no such option", word, krach::suggest(word, options(command), "see " + help)};
  if (!chosen.empty()) return {"one word too many", word, "see " + help};
  if (word.ends_with(".py")) return {"no such command", word, "to render it: krach render " + word};
  return {"no such command", word, krach::suggest(word, subcommands(app), "see " + help)};
}

static Status report(const krach::Error& error, Status status) {
  std::fprintf(stderr, "krach: %s\n", error.what());
  return status;
}

static Status run_command_line(int argc, char** argv) {
  CLI::App app("krach: live-coding audio. Sessions are Python files; one C++ engine plays them.");
  app.name("krach");
  app.set_version_flag("--version", "krach " KRACH_VERSION);
  app.require_subcommand(0, 1);
  std::string journal;
  const auto* resume =
      app.add_option("--resume", journal, "go on with a journal, the last one unless named")
          ->expected(0, 1);
  add_render(app);
  add_play(app);
  add_demo(app);
  add_devices(app);
  add_doctor(app);
  add_pattern(app);
  add_run(app);
  add_engine(app);
  add_stop(app);
  add_journal(app);
  add_manual(app);
  app.footer(kExamples);  // after the subcommands, which would inherit it
  try {
    app.parse(argc, argv);
    if (app.get_subcommands().empty())
      open_prompt(resume->count() > 0 ? std::optional(journal) : std::nullopt);
    return done;
  } catch (const CLI::RuntimeError&) {  // a subcommand has said what is wrong
    return failed;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return static_cast<Status>(app.exit(error));  // help, version
    return report(krach::Error(explain(app, error)), wrong_usage);
  }
}

int main(int argc, char** argv) {
  try {
    return run_command_line(argc, argv);
  } catch (const krach::Error& error) {
    return report(error, failed);
  } catch (const std::exception& error) {  // a file system that says no, memory
    return report(krach::Error({error.what(), "krach", "see krach doctor"}), failed);
  }
}
