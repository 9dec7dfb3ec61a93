// src/engine/transport.cpp
#include "engine/transport.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "base/error.hpp"

namespace krach::engine {
namespace {
__extension__ using Unsigned = unsigned __int128;
constexpr int kGridBits = 24;  // of anchors and of the edges of queries

constexpr Wide floor_div(Wide n, Wide d) { return n / d - (n % d < 0 ? 1 : 0); }
std::int64_t clamp(Wide v) {
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(v > kMost ? kMost : v < -kMost ? -kMost : v);
}
struct Product {  // of two numbers of 128 bits, in 256
  bool negative;
  Unsigned high, low;
};
Product multiply(Wide a, Wide b) noexcept {
  const auto magnitude = [](Wide v) {
    return v < 0 ? ~static_cast<Unsigned>(v) + 1 : static_cast<Unsigned>(v);
  };
  constexpr Unsigned kLow = ~std::uint64_t{0};
  const Unsigned x = magnitude(a), y = magnitude(b);
  const Unsigned low = (x & kLow) * (y & kLow), right = (x & kLow) * (y >> 64);
  const Unsigned left = (x >> 64) * (y & kLow);
  const Unsigned middle = (low >> 64) + (right & kLow) + (left & kLow);
  const Unsigned high = (x >> 64) * (y >> 64) + (right >> 64) + (left >> 64) + (middle >> 64);
  return {(a < 0) != (b < 0) && x != 0 && y != 0, high, (middle << 64) | (low & kLow)};
}
/// a * b >= c * d
bool at_least(Wide a, Wide b, Wide c, Wide d) noexcept {
  const Product x = multiply(a, b), y = multiply(c, d);
  if (x.negative != y.negative) return y.negative;
  const bool larger = x.high != y.high ? x.high > y.high : x.low > y.low;
  const bool equal = x.high == y.high && x.low == y.low;
  return equal || larger != x.negative;
}
/// Cycles per frame; exact, because check() has refused what would not be.
Rational speed_of(std::int64_t rate, Tempo tempo) noexcept {
  return tempo.bpm / (tempo.meter * Rational(60) * Rational(rate));
}
/// Two speeds over one denominator.
struct Speeds {
  Wide from, to, den;
};
Speeds speeds_of(std::int64_t rate, Tempo from, Tempo to) noexcept {
  const Rational a = speed_of(rate, from), b = speed_of(rate, to);
  const std::int64_t g = std::gcd(a.den, b.den);
  return {Wide{a.num} * (b.den / g), Wide{b.num} * (a.den / g), Wide{a.den} * (b.den / g)};
}
Fault too_fine(const std::string& what) {
  return {what + " is too fine for exact frames", "tempo", "round it to a few digits, like 127.3"};
}
}  // namespace

void Transport::check(std::int64_t rate, Tempo tempo) {
  if (tempo.bpm < 1 || tempo.bpm > 999)
    throw Error(
        Fault{"the tempo is " + print(tempo.bpm) + " BPM", "tempo", "give a number from 1 to 999"});
  if (tempo.meter < Rational(1, 4) || tempo.meter > 64)
    throw Error(Fault{"the meter is " + print(tempo.meter) + " beats a cycle", "meter",
                      "give a number from 1/4 to 64"});
  const Wide den = Wide{tempo.bpm.den} * tempo.meter.num * 60 * rate;
  const Wide num = Wide{tempo.bpm.num} * tempo.meter.den;
  constexpr Wide kExact = Wide{1} << 60;
  if (den > kExact || num > kExact)
    throw Error(too_fine("the tempo " + print(tempo.bpm) + " in a meter of " + print(tempo.meter)));
}
void Transport::check_ramp(std::int64_t rate, Tempo from, Tempo to) {
  const Speeds s = speeds_of(rate, from, to);
  constexpr Wide kExact = Wide{1} << 58;
  if (s.den > kExact || s.from > kExact || s.to > kExact)
    throw Error(too_fine("the way from " + print(from.bpm) + " to " + print(to.bpm) + " BPM"));
}

Transport::Transport(std::int64_t rate, Tempo tempo, Moment start) : rate_(rate) {
  check(rate, tempo);
  segments_[0] = line(start.frame, start.cycle, tempo);
}
Transport::Segment Transport::line(Frames at, Rational cycle, Tempo tempo) const noexcept {
  const Rational speed = speed_of(rate_, tempo);
  return {.frame = at,
          .cycle = cycle,
          .p = speed.num,
          .q = 0,
          .r = Wide{2} * speed.den,
          .from = tempo,
          .to = tempo,
          .length = {}};
}
const Transport::Segment& Transport::segment_at(Frames frame) const noexcept {
  return count_ == 2 && frame >= segments_[1].frame ? segments_[1] : segments_[0];
}

void Transport::change(Frames at, Tempo tempo) noexcept {
  const Segment& now = segment_at(at);
  segments_[0] = line(at, now.cycle_at(now.half_frames(at), kGridBits, false), tempo);
  count_ = 1;
  ++changes_;
}
void Transport::ramp(Frames at, Tempo to, Frames length) noexcept {
  constexpr std::int64_t kShortest = 1024, kLongest = std::int64_t{1} << 31;
  if (length.value < kShortest || length.value >= kLongest) return change(at, to);
  const Tempo from{tempo_at(at).bpm, to.meter};  // the meter changes at once
  change(at, from);
  const Speeds s = speeds_of(rate_, from, to);
  Segment& ramp = segments_[0];
  ramp.p = Wide{4} * length.value * s.from;
  ramp.q = s.to - s.from;
  ramp.r = Wide{8} * length.value * s.den;
  ramp.to = to;
  ramp.length = length;
  segments_[1] = line(at + length, ramp.cycle_at(Wide{2} * length.value, kGridBits, false), to);
  count_ = 2;
}
Frames Transport::ramp_length(std::int64_t rate, Tempo from, Tempo to, Rational cycles) noexcept {
  const Rational mean = (from.bpm + to.bpm) * Rational(1, 2);
  const Rational frames = cycles / speed_of(rate, {mean, to.meter});
  return Frames{(frames + Rational(1, 2)).floor()};
}
Tempo Transport::tempo_at(Frames frame) const noexcept {
  const Segment& s = segment_at(frame);
  if (s.length == Frames{0}) return s.from;
  const Rational gone = Rational((frame - s.frame).value, s.length.value);
  const Rational bpm = s.from.bpm + (s.to.bpm - s.from.bpm) * gone;
  return {Rational((bpm * Rational(1000) + Rational(1, 2)).floor(), 1000), s.from.meter};
}

/// Has position `at` been reached u half frames after the anchor, or is it before that?
bool Transport::Segment::reached(Rational at, Wide u) const noexcept {
  const Wide distance = Wide{at.num} * cycle.den - Wide{cycle.num} * at.den;
  return at_least(distance, r, u * (p + q * u), Wide{at.den} * cycle.den);
}
Frames Transport::frame_of(Rational cycle) const noexcept {
  const Segment& s = count_ == 2 && cycle >= segments_[1].cycle ? segments_[1] : segments_[0];
  if (s.q != 0 && cycle < s.cycle) return s.frame;  // a parabola is true of its own frames only
  const Wide distance = Wide{cycle.num} * s.cycle.den - Wide{s.cycle.num} * cycle.den;
  const Wide whole = Wide{cycle.den} * s.cycle.den;
  // On a line, (distance / whole) * (r / p) half frames: while that fits, one division.
  Wide up = 0, down = 0;
  if (s.q == 0 && !__builtin_mul_overflow(distance, s.r, &up) &&
      !__builtin_mul_overflow(whole, 2 * s.p, &down) && !__builtin_add_overflow(up, down / 2, &up))
    return Frames{clamp(floor_div(up, down) + s.frame.value)};
  // Else the last frame whose beginning, half a frame before it, is not after the cycle: a guess,
  // which is at most a few frames off even a thousand years in, then whole numbers.
  using Real = long double;
  const Real scaled =
      static_cast<Real>(distance) / static_cast<Real>(whole) * static_cast<Real>(s.r);
  const Real p = static_cast<Real>(s.p);
  const Real root = std::sqrt(std::max(p * p + 4 * static_cast<Real>(s.q) * scaled, Real{0}));
  const Real guess = scaled / (p + root);
  constexpr Real kMost = 9e18L;
  if (!(std::abs(guess) < kMost))
    return Frames{clamp(guess < 0 ? -(Wide{1} << 62) : Wide{1} << 62)};
  Wide frame = std::llround(guess);
  while (!s.reached(cycle, 2 * frame - 1)) --frame;
  while (s.reached(cycle, 2 * frame + 1)) ++frame;
  return Frames{clamp(frame + s.frame.value)};
}

/// In steps of 2^-bits. The part after the whole cycles is scaled last, so that nothing leaves 128
/// bits.
Rational Transport::Segment::cycle_at(Wide u, int bits, bool up) const noexcept {
  const Wide n = u * (p + q * u);
  const Wide whole = floor_div(n, r), rest = n - whole * r;
  const Wide steps = (rest * (Wide{1} << bits) + (up ? r - 1 : 0)) / r;
  return cycle + Rational(clamp(whole)) + Rational(clamp(steps), std::int64_t{1} << bits);
}
Rational Transport::first_cycle_from(Frames frame) const noexcept {
  const Segment& s = segment_at(frame);
  return s.cycle_at(s.half_frames(frame) - 1, kGridBits, true);
}
Rational Transport::cycle_near(Frames frame) const noexcept {
  const Segment& s = segment_at(frame);
  return s.cycle_at(s.half_frames(frame), 32, false);
}
}  // namespace krach::engine
