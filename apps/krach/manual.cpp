// apps/krach/manual.cpp: `krach --man`: the man page.
#include "krach/manual.hpp"

#include <cctype>
#include <cstdio>
#include <sstream>

#include "krach/subcommands.hpp"

std::string value_type(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return "";
  const std::string type = option.get_type_name();  // INT:INT in [1 - 8192]: the check says more
  return type.substr(type.find(':') + 1);
}

/// `text` as roff prints it: no hyphens for minus signs, no requests at the beginning of a line.
static std::string roff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool begins = out.empty() || out.back() == '\n';
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  return out;
}

static std::string bold(const std::string& text) { return "\\fB" + roff(text) + "\\fR"; }
static std::string italic(const std::string& text) { return "\\fI" + roff(text) + "\\fR"; }

/// One paragraph of each option: its names, its value, what it does.
static void describe_options(std::ostream& out, const CLI::App& app) {
  for (const auto* option : app.get_options(is_shown)) {
    const std::string type = value_type(*option);
    std::string names = option->get_name(option->get_positional(), true);  // -o,--output
    if (const auto comma = names.find(','); comma != std::string::npos)
      names.insert(comma + 1, " ");
    out << ".TP\n" << bold(names);
    if (!type.empty() && !option->get_positional()) out << ' ' << italic(type);
    out << '\n' << roff(option->get_description()) << '\n';
    if (!option->get_default_str().empty())
      out << "(default: " << roff(option->get_default_str()) << ")\n";
    for (const auto* other : option->get_excludes())
      out << "(not with " << bold(other->get_name()) << ")\n";
  }
}

static std::string usage(const CLI::App& app) {
  const bool command = app.get_parent() != nullptr;
  std::string words = bold(command ? "krach " + app.get_name() : "krach");
  words += " [" + italic("OPTIONS") + "]";
  if (!command) words += " [" + italic("COMMAND") + "]";
  for (const auto* option : app.get_options(is_shown))
    if (option->get_positional()) words += " " + italic(option->get_name(true));
  return words;
}

/// The footer's paragraphs become sections: "Exit status: 0 done" and "Examples:", then lines.
static void describe_footer(std::ostream& out, const std::string& footer) {
  std::istringstream lines(footer);
  bool literal = false;
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (line.starts_with(' ')) {
      out << roff(line) << '\n';
    } else if (colon != std::string::npos) {
      std::string title = line.substr(0, colon);
      for (char& c : title) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      literal = colon + 1 == line.size();
      out << ".SH " << title << '\n' << (literal ? ".nf\n" : roff(line.substr(colon + 2)) + '\n');
    } else if (literal) {
      out << ".fi\n";
      literal = false;
    }
  }
}

std::string man_page(const CLI::App& app) {
  const std::string description = app.get_description();
  const auto colon = description.find(": ") + 2;  // krach: what it is. More.
  const std::string what = description.substr(colon, description.find('.') - colon);
  std::ostringstream out;
  out << ".TH KRACH 1 \"\" \"krach " KRACH_VERSION "\" \"User Commands\"\n"
      << ".SH NAME\nkrach \\- " << roff(what) << "\n.SH SYNOPSIS\n"
      << usage(app);
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const auto* command : commands) out << "\n.br\n" << usage(*command);
  out << "\n.SH DESCRIPTION\n" << roff(description) << "\n.SH OPTIONS\n";
  describe_options(out, app);
  out << ".SH COMMANDS\n";
  for (const auto* command : commands) {
    out << ".SS " << usage(*command) << '\n' << roff(command->get_description()) << '\n';
    describe_options(out, *command);
  }
  describe_footer(out, app.get_footer());
  return out.str();
}

/// Prints and ends, as --version does.
[[noreturn]] static void tell(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  throw CLI::Success();
}

void add_manual(CLI::App& app) {  // no group: for the build, not for the user
  app.add_flag_callback("--man", [&app] { tell(man_page(app)); }, "print the man page")->group("");
  app.add_option_function<std::string>(
         "--completion", [&app](const std::string& shell) { tell(completion(app, shell)); },
         "print what a shell reads to complete krach's words")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->group("");
}
