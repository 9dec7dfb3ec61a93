// src/pattern/values.hpp: the bare value of an event, which means what it is played on makes of it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>

#include "base/score.hpp"

namespace krach::pattern {
/// The control under which `seq`, `note`, the signals and the mini-notation put what they say.
// NOLINTBEGIN(bugprone-throwing-static-initialization): without memory for these there is no start
inline const Name kValue = intern("value");
inline const Name kFreq = intern("freq");
inline const Name kNote = intern("note");  // a MIDI number
inline const Name kDegree = intern("n");   // of a scale, or which of several sounds
inline const Name kPan = intern("pan");    // 0 is left, 1 is right
inline const Name kFalse = intern("false");
// NOLINTEND(bugprone-throwing-static-initialization)

/// The most controls that one event may carry.
inline constexpr std::size_t kMaxControls = 32;

/// Null if the event is a hit, which says nothing.
inline const Value* find_value(std::span<const ControlValue> controls) {
  const auto found = std::ranges::find(controls, kValue, &ControlValue::control);
  return found == controls.end() ? nullptr : &found->value;
}
/// In rhythms and masks: false is 0 and the word "false"; everything else is true, a hit too.
inline bool is_true(std::span<const ControlValue> controls) {
  const Value* value = find_value(controls);
  if (value == nullptr) return true;
  return value->kind == Value::Kind::word ? value->word != kFalse : value->number != 0.0;
}
}  // namespace krach::pattern
