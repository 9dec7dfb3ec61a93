// apps/krach/manual.hpp: what is told about the command line by reading its definition, so that a
// new option appears by itself. The build writes it to build/release/share.
#pragma once
#include <CLI/CLI.hpp>

#include <string>

/// What the help says of its value: "INT in [1 - 8192]", "{bash,zsh}", "TEXT"; empty for a flag.
std::string value_type(const CLI::Option& option);

/// Without what is hidden: options without a group.
inline bool is_shown(const CLI::Option* option) { return !option->get_group().empty(); }

/// The man page, in roff.
std::string man_page(const CLI::App& app);

/// What `shell` reads to complete krach's words. Shapes: shell is bash, zsh or fish.
std::string completion(const CLI::App& app, const std::string& shell);
