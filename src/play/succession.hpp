// src/play/succession.hpp: one score after another, and where in time each of them lies.
#pragma once
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/score.hpp"

namespace krach::play {
/// A score whose cycle 0 lies at `origin`.
class Shifted final : public Score {
 public:
  Shifted(std::shared_ptr<const Score> score, Rational origin)
      : score_(std::move(score)), origin_(origin) {}
  void query(Span span, EventSink sink) const override {
    score_->query(span - origin_, [&](const Event& event) {
      Event moved = event;
      moved.part = event.part + origin_;
      if (event.whole) moved.whole = *event.whole + origin_;
      sink(moved);
    });
  }
  bool continuous() const override { return score_->continuous(); }

 private:
  std::shared_ptr<const Score> score_;
  Rational origin_;
};
/// Before `boundary` the one, from there on the other; null is silence. An event of the first keeps
/// its whole, so a note sounds to its end; one of the second that began before has no onset.
class Succession final : public Score {
 public:
  Succession(std::shared_ptr<const Score> first, Rational boundary,
             std::shared_ptr<const Score> second)
      : first_(std::move(first)), second_(std::move(second)), boundary_(boundary) {}
  void query(Span span, EventSink sink) const override {
    const Rational cut = std::clamp(boundary_, span.begin, span.end);
    if (first_ != nullptr && span.begin < cut) first_->query({span.begin, cut}, sink);
    if (second_ != nullptr && cut < span.end) second_->query({cut, span.end}, sink);
  }
  bool continuous() const override {
    return (first_ != nullptr && first_->continuous()) ||
           (second_ != nullptr && second_->continuous());
  }

 private:
  std::shared_ptr<const Score> first_, second_;
  Rational boundary_;
};
/// One value from `begin` on: an event that begins there.
class Still final : public Score {
 public:
  Still(Name control, double value, Rational begin)
      : controls_{{{control, Value::of(value)}}}, begin_(begin) {}
  void query(Span span, EventSink sink) const override {
    if (span.begin > begin_ || begin_ >= span.end) return;
    const Span whole{begin_, begin_ + 1};
    sink({whole, {begin_, std::min(span.end, whole.end)}, controls_, {}});
  }
  bool continuous() const override { return false; }

 private:
  std::array<ControlValue, 1> controls_;
  Rational begin_;
};
}  // namespace krach::play
