// src/surface/pattern.cpp: krp for C++: each word is the pattern layer's.
#include "pattern/pattern.hpp"

#include <krach/pattern.hpp>

#include "pattern/builders.hpp"

namespace krach::krp {
namespace {
pattern::Transform show(const Transform& transform) {
  return [&transform](const pattern::Pattern& p) { return transform(Pattern(p)).inner(); };
}
pattern::Steps show(const Steps& steps) {
  pattern::Steps shown;
  for (const Step& step : steps)
    shown.push_back(std::visit(
        [](const auto& value) -> pattern::Step {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, std::monostate>)
            return {};
          else if constexpr (std::is_same_v<Value, Pattern>)
            return value.inner();
          else
            return value;
        },
        step.value));
  return shown;
}
}  // namespace

Pattern::Pattern(pattern::Pattern inner)
    : inner_(std::make_shared<const pattern::Pattern>(std::move(inner))) {}
Pattern::Pattern(std::string_view mini) : Pattern(pattern::p(mini)) {}

Pattern Pattern::over(double n) const { return Pattern(inner_->over(n)); }
Pattern Pattern::fast(double n) const { return Pattern(inner_->fast(n)); }
Pattern Pattern::shift(double cycles) const { return Pattern(inner_->shift(cycles)); }
Pattern Pattern::reverse() const { return Pattern(inner_->reverse()); }
Pattern Pattern::every(std::int64_t n, const Transform& transform) const {
  return Pattern(inner_->every(n, show(transform)));
}
Pattern Pattern::spread(std::int64_t hits, std::int64_t steps, std::int64_t rotation) const {
  return Pattern(inner_->spread(hits, steps, rotation));
}
Pattern Pattern::thin(double share) const { return Pattern(inner_->thin(share)); }
Pattern Pattern::mask(const Pattern& where) const { return Pattern(inner_->mask(where.inner())); }
Pattern Pattern::sometimes(double probability, const Transform& transform) const {
  return Pattern(inner_->sometimes(probability, show(transform)));
}
Pattern Pattern::swing(double amount, std::int64_t steps) const {
  return Pattern(inner_->swing(amount, steps));
}
Pattern Pattern::legato(double part) const { return Pattern(inner_->legato(part)); }
Pattern Pattern::set(std::string_view control, double value) const {
  return Pattern(inner_->set(control, value));
}
Pattern operator+(const Pattern& a, const Pattern& b) { return Pattern(a.inner() + b.inner()); }
Pattern operator|(const Pattern& a, const Pattern& b) { return Pattern(a.inner() | b.inner()); }
Pattern operator*(const Pattern& p, std::int64_t n) { return Pattern(p.inner() * n); }

Pattern hit() { return Pattern(pattern::hit()); }
Pattern rest() { return Pattern(pattern::rest()); }
Pattern note(const Steps& pitches) { return Pattern(pattern::note(show(pitches))); }
Pattern seq(const Steps& steps) { return Pattern(pattern::seq(show(steps))); }
Pattern cat(const Steps& patterns) { return Pattern(pattern::cat(show(patterns))); }
Pattern stack(const Steps& patterns) { return Pattern(pattern::stack(show(patterns))); }
Pattern struct_(const Pattern& rhythm, const Pattern& melody) {
  return Pattern(pattern::struct_(rhythm.inner(), melody.inner()));
}
Pattern p(std::string_view mini) { return Pattern(mini); }
Pattern sine(double low, double high) { return Pattern(pattern::sine(low, high)); }
Pattern saw(double low, double high) { return Pattern(pattern::saw(low, high)); }
Pattern ramp(double low, double high) { return Pattern(pattern::ramp(low, high)); }
Pattern tri(double low, double high) { return Pattern(pattern::tri(low, high)); }
Pattern rand(double low, double high) { return Pattern(pattern::rand(low, high)); }

Pattern reverse(const Pattern& p) { return p.reverse(); }
Transform fast(double n) {
  return [n](const Pattern& p) { return p.fast(n); };
}
Transform over(double n) {
  return [n](const Pattern& p) { return p.over(n); };
}
Transform shift(double cycles) {
  return [cycles](const Pattern& p) { return p.shift(cycles); };
}
Transform thin(double share) {
  return [share](const Pattern& p) { return p.thin(share); };
}
}  // namespace krach::krp
