// src/session/line.hpp: what plays in one place, and what waits to take that place.
#pragma once
#include <optional>
#include <utility>

#include "pattern/pattern.hpp"
#include "session/fade.hpp"

namespace krach::session {
/// A pattern whose cycle 0 lies at `origin`, or on a control a fade in place of one; without
/// either, nothing.
struct Played {
  std::optional<pattern::Pattern> pattern;
  Rational origin = 0;
  std::optional<Fade> fade{};
  explicit operator bool() const { return pattern || fade; }
  /// The same pattern, or another that was said in the same words.
  friend bool operator==(const Played& a, const Played& b);
};
/// On a node or on one of its controls: `now`, and from a position on what comes next.
struct Line {
  struct Next {
    Rational begin;
    Played played;
    friend bool operator==(const Next&, const Next&) = default;
  };
  Line() = default;
  Line(pattern::Pattern pattern) : now{std::move(pattern)} {}  // NOLINT: a pattern is played
  Played now;
  std::optional<Next> next;

  explicit operator bool() const { return now || next; }
  friend bool operator==(const Line&, const Line&) = default;
  /// From `begin` on `played` takes the place, and what waited is forgotten.
  void put(Played played, Rational begin, Rational at) {
    settle(at);
    if (begin > at && (played || now))
      next = {begin, std::move(played)};
    else if (begin > at)
      next.reset();
    else
      *this = Line(std::move(played));
  }
  /// What has come by position `at` waits no more.
  void settle(Rational at) {
    if (next && next->begin <= at) *this = Line(std::move(next->played));
  }

 private:
  explicit Line(Played played) : now(std::move(played)) {}
};
inline Line settled(Line line, Rational at) { return line.settle(at), line; }
}  // namespace krach::session
