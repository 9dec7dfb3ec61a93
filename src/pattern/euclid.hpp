// src/pattern/euclid.hpp: hits spread as evenly as steps allow.
#pragma once
#include <vector>

#include "pattern/pattern.hpp"

namespace krach::pattern {
inline constexpr std::int64_t kMaxSteps = 1024;

/// Which of the steps are hits. Negative `hits`: the rests of that many hits.
/// Errors: Error at "spread" if steps are not 1 to 1024 or |hits| is more than steps.
/// Thread: [control].
/// Source: E. Bjorklund, "The theory of rep-rate pattern generation in the SNS timing system",
///         2003; G. Toussaint, "The Euclidean algorithm generates traditional musical rhythms",
///         2005. Rotation to the left, as Tidal's euclidOff.
/// Example: euclid_steps(3, 8, 0) is x . . x . . x .
std::vector<bool> euclid_steps(std::int64_t hits, std::int64_t steps, std::int64_t rotation);

/// The same as a pattern of hits, each a step long.
Pattern euclid(std::int64_t hits, std::int64_t steps, std::int64_t rotation);
/// Each hit as long as up to the next, the last one up to the end of the cycle.
Pattern euclid_legato(std::int64_t hits, std::int64_t steps);
}  // namespace krach::pattern
