// src/base/score.hpp: everything that plays is a score: a pure query from a span to its events.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "base/function_ref.hpp"
#include "base/name.hpp"
#include "base/time.hpp"

namespace krach {
/// What a pattern says of one control: a whole number (60 is a pitch in `note`), a number with a
/// point (Hz there), or a word ("bd").
struct Value {
  enum class Kind : std::uint8_t { whole, real, word };
  Kind kind = Kind::whole;
  Name word{};          // of a word
  double number = 0.0;  // of the others
  static constexpr Value of(std::int64_t n) { return {Kind::whole, {}, static_cast<double>(n)}; }
  static constexpr Value of(double x) { return {Kind::real, {}, x}; }
  static constexpr Value of(Name word) { return {Kind::word, word, 0.0}; }
  constexpr bool operator==(const Value&) const noexcept = default;
};
struct ControlValue {
  Name control{};
  Value value;
  constexpr bool operator==(const ControlValue&) const noexcept = default;
};
/// The characters of a text that made an event: needed to highlight it and to explain it.
struct SourceSpan {
  Name text{};  // the text, interned
  std::uint32_t begin = 0, length = 0;
  constexpr bool operator==(const SourceSpan&) const noexcept = default;
};

struct Event {
  std::optional<Span> whole;               // the event as composed; absent for a continuous signal
  Span part;                               // the piece of it that the query saw
  std::span<const ControlValue> controls;  // valid during the sink's call only
  std::span<const SourceSpan> source;      // the same
  /// True if the event begins in the part that the query saw, not before it.
  bool has_onset() const noexcept { return whole && whole->begin == part.begin; }
};
using EventSink = FunctionRef<void(const Event&)>;

class Score {
 public:
  Score() = default;
  Score(const Score&) = default;
  Score& operator=(const Score&) = default;
  Score(Score&&) = default;
  Score& operator=(Score&&) = default;
  virtual ~Score() = default;
  /// Gives `sink` every event whose part lies in `span`, in any order.
  /// Law:    query(a, c) is query(a, b) and query(b, c) merged; the order of queries never matters.
  /// Thread: [schedule], and [control] beside it. Pure; after warm-up it allocates nothing.
  virtual void query(Span span, EventSink sink) const = 0;
  /// True if a query may give events without a whole: they are sampled again on every tick.
  virtual bool continuous() const = 0;
};
}  // namespace krach
