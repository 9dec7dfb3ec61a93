// src/engine/renderer.cpp
#include "engine/renderer.hpp"

#include <algorithm>
#include <utility>

#include "base/denormals.hpp"

namespace krach::engine {
Renderer::Renderer(Plan plan)
    : plan_(std::move(plan)), first_(plan_.nodes.size()), last_(plan_.nodes.size()) {}

void Renderer::process(std::span<float> out,
                       std::span<const std::span<float>> stems) noexcept KRACH_NONBLOCKING {
  const FlushDenormals flush;
  std::ranges::fill(out, 0.0F);
  for (const auto& stem : stems) std::ranges::fill(stem, 0.0F);
  for (std::size_t done = 0, all = out.size() / 2; done < all;) {
    const auto left = static_cast<std::int32_t>(std::min<std::size_t>(all - done, kMaxRun));
    const std::int32_t frames = collect(left);
    run(frames, out.data() + 2 * done, stems, 2 * done);
    now_ = now_ + Frames{frames};
    done += static_cast<std::size_t>(frames);
  }
}

/// Takes the commands of the next run out of the ring, a chain for each node. Returns its length:
/// up to the first command that found no room, which may be 0 frames.
std::int32_t Renderer::collect(std::int32_t frames) noexcept {
  std::ranges::fill(first_, nullptr);
  std::ranges::fill(last_, nullptr);
  std::size_t used = 0;
  for (const Command* c = inbox_.front(); c != nullptr && c->frame < now_ + Frames{frames};
       c = inbox_.front()) {
    if (used == kMaxBatch)
      return static_cast<std::int32_t>(std::max<std::int64_t>((c->frame - now_).value, 0));
    QueuedCommand& queued = batch_[used++];
    queued = {*c, nullptr};
    const auto node = static_cast<std::size_t>(c->node);
    if (first_[node] == nullptr)
      first_[node] = &queued;
    else
      last_[node]->next = &queued;
    last_[node] = &queued;
    inbox_.pop();
  }
  return frames;
}
void Renderer::run(std::int32_t frames, float* out, std::span<const std::span<float>> stems,
                   std::size_t at) noexcept {
  for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
    const PlanNode& planned = plan_.nodes[i];
    planned.node->process(now_, frames, first_[i], *scratch_);
    if (planned.node->silent()) continue;
    route(planned, static_cast<std::size_t>(frames));
    add_to_master(*planned.node, out, stems.empty() ? nullptr : stems[i].data() + at,
                  static_cast<std::size_t>(frames));
  }
}
void Renderer::route(const PlanNode& from, std::size_t frames) noexcept {
  const Stereo& sent = from.node->sends();
  for (const Send& send : from.sends) {
    Stereo& in = plan_.nodes[static_cast<std::size_t>(send.target)].node->input();
    for (std::size_t i = 0; i < frames; ++i) {
      in.left[i] += sent.left[i] * send.level;
      in.right[i] += sent.right[i] * send.level;
    }
  }
}
void Renderer::add_to_master(const Node& node, float* out, float* stem,
                             std::size_t frames) const noexcept {
  const Stereo& part = node.dry_part();
  for (std::size_t i = 0; i < frames; ++i) {
    const float left = part.left[i] * plan_.master, right = part.right[i] * plan_.master;
    out[2 * i] += left;
    out[2 * i + 1] += right;
    if (stem == nullptr) continue;
    stem[2 * i] = left;
    stem[2 * i + 1] = right;
  }
}
std::uint32_t Renderer::sounding() const noexcept {
  std::uint32_t sum = 0;
  for (const PlanNode& planned : plan_.nodes) sum += planned.node->sounding();
  return sum;
}
}  // namespace krach::engine
