// src/surface/pattern.cpp: krp for C++: each word is the pattern layer's.
#include "pattern/pattern.hpp"

#include <krach/pattern.hpp>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"

namespace krach::krp {
namespace {
pattern::Transform show(const Transform& transform) {
  return [&transform](const pattern::Pattern& p) { return transform(Pattern(p)).inner(); };
}
pattern::Argument show(const Number& number) {
  if (const auto* n = std::get_if<double>(&number.value)) return *n;
  if (const auto* mini = std::get_if<std::string>(&number.value)) return std::string_view(*mini);
  return std::get<std::shared_ptr<const Pattern>>(number.value)->inner();
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

Number::Number(const Pattern& pattern) : value(std::make_shared<const Pattern>(pattern)) {}

Pattern::Pattern(pattern::Pattern inner)
    : inner_(std::make_shared<const pattern::Pattern>(std::move(inner))) {}
Pattern::Pattern(std::string_view mini) : Pattern(pattern::p(mini)) {}

Pattern Pattern::over(const Number& n) const { return Pattern(inner_->over(show(n))); }
Pattern Pattern::fast(const Number& n) const { return Pattern(inner_->fast(show(n))); }
Pattern Pattern::shift(const Number& n) const { return Pattern(inner_->shift(show(n))); }
Pattern Pattern::early(const Number& n) const { return Pattern(inner_->early(show(n))); }
Pattern Pattern::iter(const Number& n) const { return Pattern(inner_->iter(show(n))); }
Pattern Pattern::iter_back(const Number& n) const { return Pattern(inner_->iter_back(show(n))); }
Pattern Pattern::ply(const Number& n) const { return Pattern(inner_->ply(show(n))); }
Pattern Pattern::linger(const Number& n) const { return Pattern(inner_->linger(show(n))); }
Pattern Pattern::fast_gap(const Number& n) const { return Pattern(inner_->fast_gap(show(n))); }
Pattern Pattern::segment(const Number& n) const { return Pattern(inner_->segment(show(n))); }
Pattern Pattern::shuffle(const Number& n) const { return Pattern(inner_->shuffle(show(n))); }
Pattern Pattern::scramble(const Number& n) const { return Pattern(inner_->scramble(show(n))); }
Pattern Pattern::transpose(const Number& n) const { return Pattern(inner_->transpose(show(n))); }
Pattern Pattern::reverse() const { return Pattern(inner_->reverse()); }
Pattern Pattern::palindrome() const { return Pattern(inner_->palindrome()); }
Pattern Pattern::press() const { return Pattern(inner_->press()); }
Pattern Pattern::brak() const { return Pattern(inner_->brak()); }
Pattern Pattern::inside(const Number& n, const Transform& transform) const {
  return Pattern(inner_->inside(show(n), show(transform)));
}
Pattern Pattern::outside(const Number& n, const Transform& transform) const {
  return Pattern(inner_->outside(show(n), show(transform)));
}
Pattern Pattern::every(const Number& n, const Transform& transform) const {
  return Pattern(inner_->every(show(n), show(transform)));
}
Pattern Pattern::first_of(const Number& n, const Transform& transform) const {
  return Pattern(inner_->first_of(show(n), show(transform)));
}
Pattern Pattern::last_of(const Number& n, const Transform& transform) const {
  return Pattern(inner_->last_of(show(n), show(transform)));
}
Pattern Pattern::chunk(const Number& n, const Transform& transform) const {
  return Pattern(inner_->chunk(show(n), show(transform)));
}
Pattern Pattern::off(const Number& n, const Transform& transform) const {
  return Pattern(inner_->off(show(n), show(transform)));
}
Pattern Pattern::add(const Pattern& other, std::string_view how) const {
  return Pattern(inner_->add(other.inner(), pattern::how_named("add", how)));
}
Pattern Pattern::sub(const Pattern& other, std::string_view how) const {
  return Pattern(inner_->sub(other.inner(), pattern::how_named("sub", how)));
}
Pattern Pattern::mul(const Pattern& other, std::string_view how) const {
  return Pattern(inner_->mul(other.inner(), pattern::how_named("mul", how)));
}
Pattern Pattern::div(const Pattern& other, std::string_view how) const {
  return Pattern(inner_->div(other.inner(), pattern::how_named("div", how)));
}
Pattern Pattern::compress(double begin, double end) const {
  return Pattern(inner_->compress(to_rational(begin, "compress"), to_rational(end, "compress")));
}
Pattern Pattern::zoom(double begin, double end) const {
  return Pattern(inner_->zoom(to_rational(begin, "zoom"), to_rational(end, "zoom")));
}
Pattern Pattern::ribbon(const Number& begin, const Number& cycles) const {
  return Pattern(inner_->ribbon(show(begin), show(cycles)));
}
Pattern Pattern::when(const Pattern& where, const Transform& transform) const {
  return Pattern(inner_->when(where.inner(), show(transform)));
}
Pattern Pattern::within(double begin, double end, const Transform& transform) const {
  return Pattern(
      inner_->within(to_rational(begin, "within"), to_rational(end, "within"), show(transform)));
}
Pattern Pattern::superimpose(const Transform& transform) const {
  return Pattern(inner_->superimpose(show(transform)));
}
Pattern Pattern::jux(const Transform& transform) const {
  return Pattern(inner_->jux(show(transform)));
}
Pattern Pattern::echo(std::int64_t times, const Number& cycles, double feedback) const {
  return Pattern(inner_->echo(times, show(cycles), feedback));
}
Pattern Pattern::spread(const Number& hits, const Number& steps, const Number& rotation) const {
  return Pattern(inner_->spread(show(hits), show(steps), show(rotation)));
}
Pattern Pattern::spread(const Number& hits, const Number& steps) const {
  return spread(hits, steps, 0.0);
}
Pattern Pattern::range(const Number& low, const Number& high) const {
  return Pattern(inner_->range(show(low), show(high)));
}
Pattern Pattern::scale(std::string_view name) const { return Pattern(inner_->scale(name)); }
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
