// apps/krach/doctor.cpp: `krach doctor`: what krach needs, and how to mend what is missing.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>

#include "krach/process.hpp"
#include "krach/subcommands.hpp"

namespace fs = std::filesystem;

namespace {
struct Finding {
  bool ok;
  std::string fact;  // what was found, or what is wrong
  std::string hint;  // how to mend it; empty if it is ok
};
}  // namespace

constexpr auto kSetUpAgain =
    "run bin/krach in the clone, without .venv if that does not help; or install krach again";

/// Ok if Python runs `code`; the fact is what that prints, or its last line if it fails.
static Finding in_python(const std::string& code, const std::string& hint) {
  Output output = run({python(), "-P", "-c", code});
  while (output.text.ends_with('\n')) output.text.pop_back();
  if (output.status == 127) output.text = python() + " cannot be started";
  if (output.status == 0) return {true, output.text, ""};
  constexpr std::string_view kHint = "\n  hint: ";  // a krach.Error brings its own remedy
  const auto own = output.text.rfind(kHint);
  const std::string remedy =
      own == std::string::npos ? hint : output.text.substr(own + kHint.size());
  const std::string told = output.text.substr(0, own);
  return {false, told.substr(told.rfind('\n') + 1), remedy};
}

static Finding writable(const fs::path& folder, const std::string& hint) {
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return {true, folder.string(), ""};
  return {false, folder.string() + " is not writable", hint};
}

static Finding user_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");  // NOLINT(concurrency-mt-unsafe): one thread
  const char* home = std::getenv("HOME");           // NOLINT(concurrency-mt-unsafe)
  if (data == nullptr && home == nullptr) return {false, "HOME is not set", "set HOME"};
  const fs::path folder = data != nullptr ? fs::path(data) / "krach" : fs::path(home) / ".krach";
  if (!fs::exists(folder)) return {true, folder.string() + ", not needed yet", ""};
  return writable(folder, "chown it to yourself, or set XDG_DATA_HOME");
}

namespace {
struct Check {
  const char* name;
  Finding (*find)();
};
}  // namespace

constexpr std::array kChecks{
    Check{"python",
          [] {
            return in_python(
                "import sys; print(sys.version.split()[0], sys.executable, sep=', ');"
                "sys.exit('is older than 3.11' if sys.version_info < (3, 11) else 0)",
                "set KRACH_PYTHON to a Python 3.11 or later; bin/krach does so by itself");
          }},
    Check{"numpy", [] { return in_python("import numpy; print(numpy.__version__)", kSetUpAgain); }},
    Check{"krach package",
          [] { return in_python("import krach.cli; print(krach.cli.__file__)", kSetUpAgain); }},
    Check{"compiled module",
          [] { return in_python("import krach._core as c; print(c.__file__)", kSetUpAgain); }},
    Check{"synth compiler",
          [] {
            return in_python(
                "import krach; kr = krach.Session();"
                "kr.node('sine', lambda: krach.krs.sine_osc(440.0)); kr.render(seconds=0.01);"
                "print('turned a sine into a kernel')",
                kSetUpAgain);
          }},
    Check{"FAUST",  // krach does without, but for .dsp files
          [] {
            return in_python(
                "import krach, krach._core as c\n"
                "try: c.read_faust('doctor', b'process = _;', []); print('compiled a source')\n"
                "except krach.Error: print('none; to play .dsp files install faust')",
                kSetUpAgain);
          }},
    Check{"audio files",
          [] {
            return in_python(
                "import krach, pathlib, tempfile;"
                "wav = pathlib.Path(tempfile.mkdtemp()) / 'a.wav';"
                "krach.Session().render(wav, seconds=0.01); print('wrote and removed', wav);"
                "wav.unlink(); wav.parent.rmdir()",
                kSetUpAgain);
          }},
    Check{"this folder",
          [] { return writable(fs::current_path(), "go to a folder of your own: cd"); }},
    Check{"your krach folder", user_folder},
};

/// Prints one line or JSON object per check. Gives whether all are ok.
static bool examine(bool json) {
  bool all_ok = true;
  auto findings = nlohmann::json::array();
  for (const auto& [name, find] : kChecks) {
    const auto [ok, fact, hint] = find();
    all_ok = all_ok && ok;
    findings.push_back({{"name", name}, {"ok", ok}, {"fact", fact}, {"hint", hint}});
    if (json) continue;
    std::printf("%-6s  %-17s  %s\n", ok ? "ok" : "BROKEN", name, fact.c_str());
    if (!ok) std::printf("          hint: %s\n", hint.c_str());
  }
  if (json) {
    const nlohmann::json report{
        {"version", 1}, {"krach", KRACH_VERSION}, {"ok", all_ok}, {"checks", findings}};
    std::printf("%s\n",
                report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  }
  return all_ok;
}

void add_doctor(CLI::App& app) {
  const auto json = std::make_shared<bool>(false);
  auto* cmd =
      app.add_subcommand("doctor", "Look at what krach needs; say how to mend what is not well");
  cmd->add_flag("--json", *json, "the same in JSON");
  cmd->callback([json] {
    if (!examine(*json)) throw CLI::RuntimeError(1);
  });
}
