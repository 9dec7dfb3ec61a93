// apps/krach/completion.cpp: `krach --completion SHELL`: what bash, zsh and fish read to complete.
#include <algorithm>
#include <sstream>

#include "krach/manual.hpp"

using Options = std::vector<const CLI::Option*>;

static Options options(const CLI::App& app) {
  return app.get_options([](const CLI::Option* o) { return is_shown(o) && !o->get_positional(); });
}

static std::vector<const CLI::App*> commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

static Options arguments(const CLI::App& app) {
  return app.get_options([](const CLI::Option* o) { return is_shown(o) && o->get_positional(); });
}

static bool takes_files(const CLI::App& app) {
  return std::ranges::any_of(arguments(app),
                             [](const CLI::Option* o) { return o->get_name(true) == "FILE"; });
}

static std::vector<std::string> names(const CLI::Option& option) {
  std::vector<std::string> found;
  for (const auto& name : option.get_snames()) found.push_back("-" + name);
  for (const auto& name : option.get_lnames()) found.push_back("--" + name);
  return found;
}

/// How a shell gets at an option's value: a text is a file's name, a number is the user's own.
static bool is_file(const CLI::Option& option) { return value_type(option) == "TEXT"; }
static std::string choices(const CLI::Option& option) {  // {a,b} as "a b"
  std::string type = value_type(option);
  if (!type.starts_with('{')) return "";
  for (char& c : type)
    if (c == ',') c = ' ';
  return type.substr(1, type.size() - 2);
}

/// What may stand where an argument of `app` does.
static std::string words(const CLI::App& app) {
  std::string all;
  for (const auto* argument : arguments(app))
    if (const std::string some = choices(*argument); !some.empty())
      all += (all.empty() ? "" : " ") + some;
  return all;
}

/// `text` with a backslash before each of `special`, and fit to stand between two '.
static std::string quoted(const std::string& text, const std::string& special = "") {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string::npos) out += '\\';
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out;
}

// bash: for each command its words, and for each option with a value what that may be.

static void bash_command(std::ostream& out, const CLI::App& app, const std::string& more) {
  std::string words = more;
  for (const auto* option : options(app)) {
    std::string either;
    for (const auto& name : names(*option)) {
      words += " " + name;
      either += (either.empty() ? "'" : "|'") + app.get_name() + " " + name + "'";
    }
    if (value_type(*option).empty()) continue;
    out << "    " << either << ") "
        << (is_file(*option) ? "files=1" : "words='" + choices(*option) + "'") << " ;;\n";
  }
  out << "    '" << app.get_name() << " '*) words='" << words << "'"
      << (takes_files(app) ? " files=1" : "") << " ;;\n";
}

static std::string bash(const CLI::App& app) {
  std::ostringstream out;
  std::string all;
  for (const auto* command : commands(app)) all += (all.empty() ? "" : "|") + command->get_name();
  out << R"(# bash completion for krach, made by krach --completion bash
_krach() {
  local word=${COMP_WORDS[COMP_CWORD]} command=krach words='' files='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in )"
      << all << R"() command=${COMP_WORDS[i]} && break ;; esac
  done
  case "$command ${COMP_WORDS[COMP_CWORD - 1]}" in
)";
  for (const auto* command : commands(app)) bash_command(out, *command, words(*command));
  std::string first;
  for (const auto* command : commands(app)) first += command->get_name() + " ";
  bash_command(out, app, first);
  out << R"(  esac
  [[ $word != -* || -z $words ]] || files=''
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word"; [[ -z $files ]] || compgen -f -- "$word")
}
complete -o filenames -F _krach krach
)";
  return out.str();
}

// zsh: a specification of each option, as _arguments reads it.

static void zsh_options(std::ostream& out, const CLI::App& app) {
  for (const auto* option : options(app)) {
    const std::string type = value_type(*option);
    const std::string help = "[" + quoted(option->get_description(), "[]\\") + "]";
    const std::string kind = is_file(*option) ? "_files" : "(" + choices(*option) + ")";
    std::string either;
    for (const auto& name : names(*option)) either += (either.empty() ? "" : " ") + name;
    for (const auto& name : names(*option)) {
      out << " \\\n        '(" << either << ")" << name << help;
      if (!type.empty()) out << ':' << quoted(type, ":\\") << ':' << kind;
      out << "'";
    }
  }
  if (takes_files(app)) out << " \\\n        '*:file:_files'";
  if (const std::string some = words(app); !some.empty())
    out << " \\\n        '1:word:(" << some << ")'";
}

static std::string zsh(const CLI::App& app) {
  std::ostringstream out;
  out << "#compdef krach\n# zsh completion for krach, made by krach --completion zsh\n"
      << "_krach() {\n  local context state state_descr line\n  typeset -A opt_args\n"
      << "  _arguments -C";
  zsh_options(out, app);
  out << " \\\n        '1:command:->command' '*::argument:->argument' && return\n"
      << "  case $state in\n    command)\n      local -a commands=(";
  for (const auto* command : commands(app))
    out << "\n        '" << command->get_name() << ':' << quoted(command->get_description(), ":\\")
        << "'";
  out << ")\n      _describe command commands ;;\n    argument) case $words[1] in\n";
  for (const auto* command : commands(app)) {
    out << "      " << command->get_name() << ") _arguments";
    zsh_options(out, *command);
    out << " ;;\n";
  }
  out << "    esac ;;\n  esac\n}\n"
      << "[[ $zsh_eval_context[-1] == loadautofunc ]] && _krach \"$@\" || compdef _krach krach\n";
  return out.str();
}

// fish: one line for each word.

static void fish_options(std::ostream& out, const CLI::App& app, const std::string& when) {
  for (const auto* option : options(app)) {
    out << "complete -c krach -n '" << when << "'";
    for (const auto& name : option->get_snames()) out << " -s " << name;
    for (const auto& name : option->get_lnames()) out << " -l " << name;
    if (is_file(*option))
      out << " -r -F";
    else if (!value_type(*option).empty())
      out << " -x -a '" << choices(*option) << "'";
    out << " -d '" << quoted(option->get_description(), "\\") << "'\n";
  }
  if (takes_files(app)) out << "complete -c krach -n '" << when << "' -F\n";
  if (const std::string some = words(app); !some.empty())
    out << "complete -c krach -n '" << when << "' -a '" << some << "'\n";
}

static std::string fish(const CLI::App& app) {
  std::ostringstream out;
  out << "# fish completion for krach, made by krach --completion fish\ncomplete -c krach -f\n";
  fish_options(out, app, "__fish_use_subcommand");
  for (const auto* command : commands(app)) {
    const std::string& name = command->get_name();
    out << "complete -c krach -n __fish_use_subcommand -a " << name << " -d '"
        << quoted(command->get_description(), "\\") << "'\n";
    fish_options(out, *command, "__fish_seen_subcommand_from " + name);
  }
  return out.str();
}

std::string completion(const CLI::App& app, const std::string& shell) {
  return shell == "bash" ? bash(app) : shell == "zsh" ? zsh(app) : fish(app);
}
