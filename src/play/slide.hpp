// src/play/slide.hpp: a fade, as a score.
#pragma once
#include <array>
#include <functional>
#include <utility>

#include "base/score.hpp"

namespace krach::play {
/// A signal: at each position, what a function says of it. The function is pure and allocates
/// nothing.
class Slide final : public Score {
 public:
  Slide(Name control, std::function<double(Rational)> value)
      : control_(control), value_(std::move(value)) {}
  void query(Span span, EventSink sink) const override {
    const std::array controls{ControlValue{control_, Value::of(value_(span.begin))}};
    sink({{}, span, controls, {}});
  }
  bool continuous() const override { return true; }

 private:
  Name control_;
  std::function<double(Rational)> value_;
};
}  // namespace krach::play
