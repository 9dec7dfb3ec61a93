// src/surface/pattern.cpp: krp for C++: each function is a word of the vocabulary.
#include "pattern/pattern.hpp"

#include "words/parse.hpp"
#include "words/word.hpp"
#include <krach/pattern.hpp>

namespace krach::krp {
namespace {
using words::Given;

void add(Given::List& out, const Given& given) { out.push_back(given); }
void add(Given::List& out, const Pattern& p) { out.push_back({p.inner()}); }
void add(Given::List& out, std::int64_t n) { out.push_back({n}); }
void add(Given::List& out, double x) { out.push_back({x}); }
void add(Given::List& out, std::string_view text) { out.push_back({std::string(text)}); }
void add(Given::List& out, const Transform& transform) {
  const auto run = [transform](const pattern::Pattern& p) { return transform(Pattern(p)).inner(); };
  out.push_back({words::Transform{run, nullptr}});
}
void add(Given::List& out, const Number& number) {
  if (const auto* n = std::get_if<double>(&number.value)) return add(out, *n);
  if (const auto* mini = std::get_if<std::string>(&number.value))
    return add(out, std::string_view(*mini));
  add(out, *std::get<std::shared_ptr<const Pattern>>(number.value));
}
void add(Given::List& out, const Step& step) {
  if (std::holds_alternative<std::monostate>(step.value)) out.emplace_back();
  if (const auto* text = std::get_if<std::string>(&step.value)) add(out, std::string_view(*text));
  if (const auto* whole = std::get_if<std::int64_t>(&step.value)) add(out, *whole);
  if (const auto* real = std::get_if<double>(&step.value)) add(out, *real);
  if (const auto* pattern = std::get_if<Pattern>(&step.value)) add(out, *pattern);
}
void add(Given::List& out, const Weighted& part) {
  Given::List pair;
  add(pair, part.weight);
  add(pair, part.step);
  out.push_back({std::move(pair)});
}
/// A list is one argument.
template <class T>
void add(Given::List& out, const std::vector<T>& parts) {
  Given::List list;
  for (const T& part : parts) add(list, part);
  out.push_back({std::move(list)});
}

template <class... A>
Pattern build(std::string_view name, const A&... arguments) {
  Given::List given;
  (add(given, arguments), ...);
  return Pattern(words::get_word(name, words::Word::Kind::builder)(nullptr, std::move(given)));
}
/// The same with as many arguments as there are parts.
template <class T>
Pattern built(std::string_view name, const std::vector<T>& parts) {
  Given::List given;
  for (const T& part : parts) add(given, part);
  return Pattern(words::get_word(name, words::Word::Kind::builder)(nullptr, std::move(given)));
}
template <class... A>
Pattern call(std::string_view name, const Pattern& p, const A&... arguments) {
  Given::List given;
  (add(given, arguments), ...);
  return Pattern(words::get_word(name, words::Word::Kind::method)(&p.inner(), std::move(given)));
}
template <class A>
Pattern operation(std::string_view name, const Pattern& p, const A& other) {
  Given::List given{{p.inner()}};
  add(given, other);
  return Pattern(words::get_word(name, words::Word::Kind::operation)(nullptr, std::move(given)));
}
}  // namespace

Number::Number(const Pattern& pattern) : value(std::make_shared<const Pattern>(pattern)) {}

Pattern::Pattern(pattern::Pattern inner)
    : inner_(std::make_shared<const pattern::Pattern>(std::move(inner))) {}
Pattern::Pattern(std::string_view text) : Pattern(words::parse_played(text)) {}
std::string Pattern::text() const { return words::print(inner_->said()); }

Pattern Pattern::over(const Number& n) const { return call("over", *this, n); }
Pattern Pattern::slow(const Number& n) const { return call("slow", *this, n); }
Pattern Pattern::fast(const Number& n) const { return call("fast", *this, n); }
Pattern Pattern::shift(const Number& cycles) const { return call("shift", *this, cycles); }
Pattern Pattern::late(const Number& cycles) const { return call("late", *this, cycles); }
Pattern Pattern::early(const Number& cycles) const { return call("early", *this, cycles); }
Pattern Pattern::reverse() const { return call("reverse", *this); }
Pattern Pattern::palindrome() const { return call("palindrome", *this); }
Pattern Pattern::iter(const Number& n) const { return call("iter", *this, n); }
Pattern Pattern::iter_back(const Number& n) const { return call("iter_back", *this, n); }
Pattern Pattern::ply(const Number& n) const { return call("ply", *this, n); }
Pattern Pattern::linger(const Number& share) const { return call("linger", *this, share); }
Pattern Pattern::fast_gap(const Number& n) const { return call("fast_gap", *this, n); }
Pattern Pattern::compress(double begin, double end) const {
  return call("compress", *this, begin, end);
}
Pattern Pattern::zoom(double begin, double end) const { return call("zoom", *this, begin, end); }
Pattern Pattern::ribbon(const Number& begin, const Number& cycles) const {
  return call("ribbon", *this, begin, cycles);
}
Pattern Pattern::repeat_cycles(const Number& n) const { return call("repeat_cycles", *this, n); }
Pattern Pattern::press() const { return call("press", *this); }
Pattern Pattern::press_by(const Number& share) const { return call("press_by", *this, share); }
Pattern Pattern::brak() const { return call("brak", *this); }
Pattern Pattern::shuffle(const Number& n) const { return call("shuffle", *this, n); }
Pattern Pattern::scramble(const Number& n) const { return call("scramble", *this, n); }
Pattern Pattern::inside(const Number& n, const Transform& transform) const {
  return call("inside", *this, n, transform);
}
Pattern Pattern::outside(const Number& n, const Transform& transform) const {
  return call("outside", *this, n, transform);
}
Pattern Pattern::swing(double amount, std::int64_t steps) const {
  return call("swing", *this, amount, steps);
}
Pattern Pattern::every(const Number& n, const Transform& transform) const {
  return call("every", *this, n, transform);
}
Pattern Pattern::first_of(const Number& n, const Transform& transform) const {
  return call("first_of", *this, n, transform);
}
Pattern Pattern::last_of(const Number& n, const Transform& transform) const {
  return call("last_of", *this, n, transform);
}
Pattern Pattern::when(const Pattern& where, const Transform& transform) const {
  return call("when", *this, where, transform);
}
Pattern Pattern::chunk(const Number& n, const Transform& transform) const {
  return call("chunk", *this, n, transform);
}
Pattern Pattern::chunk_back(const Number& n, const Transform& transform) const {
  return call("chunk_back", *this, n, transform);
}
Pattern Pattern::fast_chunk(const Number& n, const Transform& transform) const {
  return call("fast_chunk", *this, n, transform);
}
Pattern Pattern::within(double begin, double end, const Transform& transform) const {
  return call("within", *this, begin, end, transform);
}
Pattern Pattern::fix(std::string_view control, const Pattern& value,
                     const Transform& transform) const {
  return call("fix", *this, control, value, transform);
}
Pattern Pattern::pick(const std::vector<Pattern>& list, std::string_view how) const {
  return call("pick", *this, list, how);
}
Pattern Pattern::pick_mod(const std::vector<Pattern>& list, std::string_view how) const {
  return call("pick_mod", *this, list, how);
}
Pattern Pattern::inner_join(const std::vector<Pattern>& list) const {
  return call("inner_join", *this, list);
}
Pattern Pattern::outer_join(const std::vector<Pattern>& list) const {
  return call("outer_join", *this, list);
}
Pattern Pattern::squeeze_join(const std::vector<Pattern>& list) const {
  return call("squeeze_join", *this, list);
}
Pattern Pattern::thin(double share) const { return call("thin", *this, share); }
Pattern Pattern::degrade(double share) const { return call("degrade", *this, share); }
Pattern Pattern::undegrade(double share) const { return call("undegrade", *this, share); }
Pattern Pattern::sometimes(double probability, const Transform& transform) const {
  return call("sometimes", *this, probability, transform);
}
Pattern Pattern::sometimes_by(double probability, const Transform& transform) const {
  return call("sometimes_by", *this, probability, transform);
}
Pattern Pattern::often(const Transform& transform) const { return call("often", *this, transform); }
Pattern Pattern::rarely(const Transform& transform) const {
  return call("rarely", *this, transform);
}
Pattern Pattern::always(const Transform& transform) const {
  return call("always", *this, transform);
}
Pattern Pattern::never(const Transform& transform) const { return call("never", *this, transform); }
Pattern Pattern::some_cycles(const Transform& transform) const {
  return call("some_cycles", *this, transform);
}
Pattern Pattern::some_cycles_by(double probability, const Transform& transform) const {
  return call("some_cycles_by", *this, probability, transform);
}
Pattern Pattern::seed(std::int64_t seed) const { return call("seed", *this, seed); }
Pattern Pattern::off(const Number& cycles, const Transform& transform) const {
  return call("off", *this, cycles, transform);
}
Pattern Pattern::superimpose(const Transform& transform) const {
  return call("superimpose", *this, transform);
}
Pattern Pattern::layer(const std::vector<Transform>& transforms) const {
  return call("layer", *this, transforms);
}
Pattern Pattern::jux(const Transform& transform) const { return call("jux", *this, transform); }
Pattern Pattern::jux_by(const Number& width, const Transform& transform) const {
  return call("jux_by", *this, width, transform);
}
Pattern Pattern::echo(std::int64_t times, const Number& cycles, double feedback) const {
  return call("echo", *this, times, cycles, feedback);
}
Pattern Pattern::stut(std::int64_t times, double feedback, const Number& cycles) const {
  return call("stut", *this, times, feedback, cycles);
}
Pattern Pattern::spread(const Number& hits, const Number& steps, const Number& rotation) const {
  return call("spread", *this, hits, steps, rotation);
}
Pattern Pattern::euclid(const Number& hits, const Number& steps, const Number& rotation) const {
  return call("euclid", *this, hits, steps, rotation);
}
Pattern Pattern::euclid_rot(const Number& hits, const Number& steps, const Number& rotation) const {
  return call("euclid_rot", *this, hits, steps, rotation);
}
Pattern Pattern::euclid_full(const Number& hits, const Number& steps, const Pattern& other) const {
  return call("euclid_full", *this, hits, steps, other);
}
Pattern Pattern::euclid_legato(const Number& hits, const Number& steps,
                               const Number& rotation) const {
  return call("euclid_legato", *this, hits, steps, rotation);
}
Pattern Pattern::euclid_legato_rot(const Number& hits, const Number& steps,
                                   const Number& rotation) const {
  return call("euclid_legato_rot", *this, hits, steps, rotation);
}
Pattern Pattern::struct_(const Pattern& rhythm) const { return call("struct", *this, rhythm); }
Pattern Pattern::mask(const Pattern& where) const { return call("mask", *this, where); }
Pattern Pattern::segment(const Number& n) const { return call("segment", *this, n); }
Pattern Pattern::legato(double part) const { return call("legato", *this, part); }
Pattern Pattern::chop(const Number& n) const { return call("chop", *this, n); }
Pattern Pattern::striate(const Number& n) const { return call("striate", *this, n); }
Pattern Pattern::slice(const Number& n, const Pattern& indices) const {
  return call("slice", *this, n, indices);
}
Pattern Pattern::hurry(const Number& n) const { return call("hurry", *this, n); }
Pattern Pattern::add(const Pattern& other, std::string_view how) const {
  return call("add", *this, other, how);
}
Pattern Pattern::sub(const Pattern& other, std::string_view how) const {
  return call("sub", *this, other, how);
}
Pattern Pattern::mul(const Pattern& other, std::string_view how) const {
  return call("mul", *this, other, how);
}
Pattern Pattern::div(const Pattern& other, std::string_view how) const {
  return call("div", *this, other, how);
}
Pattern Pattern::mod(const Pattern& other, std::string_view how) const {
  return call("mod", *this, other, how);
}
Pattern Pattern::keep(const Pattern& other, std::string_view how) const {
  return call("keep", *this, other, how);
}
Pattern Pattern::range(const Number& low, const Number& high) const {
  return call("range", *this, low, high);
}
Pattern Pattern::rangex(const Number& low, const Number& high) const {
  return call("rangex", *this, low, high);
}
Pattern Pattern::scale(std::string_view names) const { return call("scale", *this, names); }
Pattern Pattern::transpose(const Number& half_tones) const {
  return call("transpose", *this, half_tones);
}
Pattern Pattern::scale_transpose(std::string_view scales, const Number& degrees) const {
  return call("scale_transpose", *this, scales, degrees);
}
Pattern Pattern::chord(std::string_view names) const { return call("chord", *this, names); }
Pattern Pattern::voicing(std::string_view top) const { return call("voicing", *this, top); }
Pattern Pattern::arp(std::string_view mode) const { return call("arp", *this, mode); }
Pattern Pattern::set(std::string_view control, const Number& value) const {
  return call("set", *this, control, value);
}
Pattern Pattern::set(std::string_view control) const { return call("set", *this, control); }
Pattern Pattern::set(const Pattern& other, std::string_view how) const {
  return call("set", *this, other, Given{}, how);
}
Pattern operator+(const Pattern& a, const Pattern& b) { return operation("+", a, b); }
Pattern operator|(const Pattern& a, const Pattern& b) { return operation("|", a, b); }
Pattern operator*(const Pattern& p, std::int64_t n) { return operation("*", p, n); }

Pattern hit() { return build("hit"); }
Pattern rest() { return build("rest"); }
Pattern note(const Steps& pitches) { return built("note", pitches); }
Pattern seq(const Steps& steps) { return built("seq", steps); }
Pattern cat(const Steps& patterns) { return built("cat", patterns); }
Pattern stack(const Steps& patterns) { return built("stack", patterns); }
Pattern polymeter(const Steps& patterns) { return built("polymeter", patterns); }
Pattern midi(const Steps& pitches) { return built("midi", pitches); }
Pattern cc(std::int64_t number, const Pattern& values) { return build("cc", number, values); }
Pattern osc(std::string_view path, const Steps& values) {
  Steps all{Step(std::string(path))};
  all.insert(all.end(), values.begin(), values.end());
  return built("osc", all);
}
Pattern choose(const Steps& values) { return built("choose", values); }
Pattern timecat(const std::vector<Weighted>& parts) { return built("timecat", parts); }
Pattern arrange(const std::vector<Weighted>& sections) { return built("arrange", sections); }
Pattern wchoose(const std::vector<Weighted>& values) { return built("wchoose", values); }
Pattern irand(std::int64_t n) { return build("irand", n); }
Pattern struct_(const Pattern& rhythm, const Pattern& melody) {
  return build("struct", rhythm, melody);
}
Pattern p(std::string_view mini) { return build("p", mini); }
Pattern parse(std::string_view text) { return Pattern(words::parse(text)); }

Pattern sine(double low, double high) { return build("sine", low, high); }
Pattern cosine(double low, double high) { return build("cosine", low, high); }
Pattern saw(double low, double high) { return build("saw", low, high); }
Pattern ramp(double low, double high) { return build("ramp", low, high); }
Pattern isaw(double low, double high) { return build("isaw", low, high); }
Pattern tri(double low, double high) { return build("tri", low, high); }
Pattern square(double low, double high) { return build("square", low, high); }
Pattern exp(double low, double high) { return build("exp", low, high); }
Pattern rand(double low, double high) { return build("rand", low, high); }
Pattern perlin(double low, double high) { return build("perlin", low, high); }

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
