// apps/krach-engine/supervise.hpp: an engine that dies is started again.
#pragma once
#include <string>
#include <vector>

/// Runs `words`, a program and its arguments, until it ends by itself, and again whenever it dies,
/// at most 5 times a minute. A signal to end goes on to it. Returns its exit status.
int supervise(const std::vector<std::string>& words);
