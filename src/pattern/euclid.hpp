// src/pattern/euclid.hpp: hits spread as evenly as steps allow.
#pragma once
#include <vector>

#include "pattern/pattern.hpp"

namespace krach::pattern {
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
}  // namespace krach::pattern
