// src/sync/no_link.cpp: in place of link.cpp, where Link was not found when krach was built.
#include "sync/link.hpp"

#include "base/error.hpp"

namespace krach::sync {
class Link::Body {};
Link::Link(double) {
  throw Error(Fault{"krach was built without Ableton Link", "--link",
                    "install ableton-link-dev, configure with -DKRACH_LINK=ON, and build again"});
}
Link::~Link() = default;
std::int64_t Link::peers() const { return 0; }
double Link::tempo() const { return 0.0; }
void Link::set_tempo(double, Clock::time_point) {}
double Link::bars(Clock::time_point, double) const { return 0.0; }
void Link::set_bars(double, Clock::time_point, double) {}
}  // namespace krach::sync
