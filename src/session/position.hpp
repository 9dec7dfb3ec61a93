// src/session/position.hpp: positions of the music as texts: exact, and by what they mean.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace krach::session {
/// "5/2" or "18", in cycles. Errors: Error at `where`.
Rational parse_position(std::string_view text, const std::string& where);
/// The first beat or cycle from `now` on, or `now`, or the position that the text says.
/// Errors: Error at `where` if it is neither "now", "beat", "cycle" nor a position.
Rational begin_of(const std::optional<std::string>& start, Rational meter, Rational now,
                  const std::string& where);
/// Where the cycle 0 is of what begins at `begin`: at that of the transport, or with "zero" there,
/// or at the position that the text says. Errors: likewise.
Rational origin_of(const std::optional<std::string>& phase, Rational begin,
                   const std::string& where);
}  // namespace krach::session
