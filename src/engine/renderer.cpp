// src/engine/renderer.cpp
#include "engine/renderer.hpp"

#include <algorithm>
#include <cmath>

#include "base/denormals.hpp"

namespace krach::engine {
namespace {
/// The node a command is for, or none if it is for the graph.
const NodeIndex* node_of(const Command& command) noexcept {
  if (const auto* set = std::get_if<SetControl>(&command.action)) return &set->node;
  if (const auto* start = std::get_if<StartVoice>(&command.action)) return &start->node;
  if (const auto* bring = std::get_if<SetVoice>(&command.action)) return &bring->node;
  return nullptr;
}
template <class T>
T* find(const std::vector<std::shared_ptr<T>>& all, std::size_t index) noexcept {
  return index < all.size() ? all[index].get() : nullptr;
}
/// What is no number would stay in an effect for ever; what is louder than +30 dBFS is an accident.
void hear(const float* from, std::size_t frames, Stereo& to) noexcept {
  constexpr float kHottest = 32.0F;
  for (std::size_t i = 0; i < frames; ++i)
    to.left[i] = to.right[i] = std::abs(from[i]) <= kHottest ? from[i] : 0.0F;
}
}  // namespace

Renderer::Renderer(Hertz rate, float master, Frames start)
    : glide_(rate), master_(master), now_(start.value) {}

void Renderer::process(std::span<float> out, std::span<const std::span<float>> stems,
                       std::span<const float* const> in) noexcept KRACH_NONBLOCKING {
  const FlushDenormals flush;
  std::ranges::fill(out, 0.0F);
  for (const auto& stem : stems) std::ranges::fill(stem, 0.0F);
  Frames now = this->now();
  for (std::size_t done = 0, all = out.size() / 2; done < all;) {
    const auto left = static_cast<std::int32_t>(std::min<std::size_t>(all - done, kMaxRun));
    const std::int32_t frames = collect(now, left);
    run(now, frames, out.subspan(2 * done, 2 * static_cast<std::size_t>(frames)), stems, 2 * done,
        in);
    now = now + Frames{frames};
    done += static_cast<std::size_t>(frames);
  }
  give_back(now);
  now_.store(now.value, std::memory_order_release);
}

/// Takes the commands of the next run out of the ring, and gives each node its own. Returns the
/// length of the run: up to the first command for the whole graph, or that found no room, so it may
/// be 0 frames.
std::int32_t Renderer::collect(Frames now, std::int32_t frames) noexcept {
  std::size_t used = 0;
  std::int64_t late = 0;
  const Command* c = inbox_.front();
  for (; c != nullptr && c->frame < now + Frames{frames}; c = inbox_.front()) {
    const auto ahead = static_cast<std::int32_t>(std::max<std::int64_t>((c->frame - now).value, 0));
    late += c->frame < now ? 1 : 0;
    if (const NodeIndex* index = node_of(*c); index == nullptr) {
      if (ahead > 0 || used > 0) {
        frames = ahead;
        break;
      }
      obey(*c, now);
    } else if (Node* node = find(plan_->nodes, static_cast<std::size_t>(*index))) {
      if (used == kMaxBatch) {
        frames = ahead;
        break;
      }
      batch_[used] = {.command = *c};
      node->enqueue(batch_[used++]);
    }
    inbox_.pop();
  }
  if (late > 0) late_.fetch_add(late, std::memory_order_relaxed);
  return frames;
}
/// A command for the whole graph, at its frame.
void Renderer::obey(const Command& command, Frames now) noexcept {
  if (const auto* master = std::get_if<SetMaster>(&command.action)) {
    master_.set(master->gain, master->motion, now, glide_);
  } else if (const auto* level = std::get_if<SetLevel>(&command.action)) {
    if (Level* route = find(plan_->routes, static_cast<std::size_t>(level->route)))
      route->set(level->level, level->motion, now, glide_);
  } else if (const auto* redefine = std::get_if<Redefine>(&command.action)) {
    Node* node = find(plan_->nodes, static_cast<std::size_t>(redefine->node));
    if (node == nullptr || !node->redefine(redefine->instance, now))  // [schedule] sees to it
      (void)outbox_.try_push({redefine->node, redefine->instance, nullptr});
  } else if (const auto* swap = std::get_if<SwapPlan>(&command.action)) {
    if (plan_ != &empty_) (void)outbox_.try_push({{}, nullptr, plan_});
    plan_ = swap->plan;
  }
}
void Renderer::run(Frames now, std::int32_t frames, std::span<float> out,
                   std::span<const std::span<float>> stems, std::size_t at,
                   std::span<const float* const> in) noexcept {
  for (const Plan::Step& step : plan_->order) {
    if (const auto channel = static_cast<std::size_t>(step.hears);
        step.hears >= 0 && channel < in.size())
      hear(in[channel] + at / 2, static_cast<std::size_t>(frames), step.node->input());
    step.node->process(now, frames, *scratch_);
    if (step.node->silent()) continue;
    route(step, now, frames);
    const Stereo& part = step.node->dry_part();
    const std::span<float> all =
        stems.empty() ? std::span<float>{} : stems[static_cast<std::size_t>(step.index)];
    float* stem = all.empty() ? nullptr : all.data() + at;
    for (std::size_t i = 0; i < out.size() / 2; ++i) {
      out[2 * i] += part.left[i];
      out[2 * i + 1] += part.right[i];
      if (stem == nullptr) continue;
      stem[2 * i] = part.left[i];
      stem[2 * i + 1] = part.right[i];
    }
  }
  scale_by_master(now, frames, out.data(), stems, at);
}
static void add_mean(const Stereo& sent, std::int32_t begin, std::int32_t length,
                     const Level::Line& level, Stereo::Channel& to) noexcept {
  for (std::int32_t i = 0; i < length; ++i) {
    const auto at = static_cast<std::size_t>(begin) + static_cast<std::size_t>(i);
    to[at] += 0.5F * (sent.left[at] + sent.right[at]) * level.at(i);
  }
}
void Renderer::route(const Plan::Step& from, Frames now, std::int32_t frames) noexcept {
  const Stereo& sent = from.node->sends();
  for (const Plan::Send& send : from.sends) {
    Stereo& in = send.target->input();
    const auto add = [&](std::int32_t begin, std::int32_t length, const Level::Line& level) {
      if (send.port >= 0)
        return add_mean(sent, begin, length, level, send.port == 0 ? in.left : in.right);
      for (std::int32_t i = 0; i < length; ++i) {
        const auto at = static_cast<std::size_t>(begin) + static_cast<std::size_t>(i);
        const float factor = level.at(i);
        in.left[at] += sent.left[at] * factor;
        in.right[at] += sent.right[at] * factor;
      }
    };
    send.route->run(now, frames, glide_, add);
  }
}
void Renderer::scale_by_master(Frames now, std::int32_t frames, float* out,
                               std::span<const std::span<float>> stems, std::size_t at) noexcept {
  master_.run(now, frames, glide_,
              [&](std::int32_t begin, std::int32_t length, const Level::Line& gain) {
                if (gain.still() && gain.value == 1.0F) return;
                const auto scale = [&](float* to) {
                  for (std::int32_t i = 0; i < length; ++i) {
                    const float factor = gain.at(i);
                    float* const frame = to + 2 * (std::ptrdiff_t{begin} + i);
                    frame[0] *= factor;
                    frame[1] *= factor;
                  }
                };
                scale(out);
                for (const auto& stem : stems)
                  if (!stem.empty()) scale(stem.data() + at);
              });
}
void Renderer::give_back(Frames now) noexcept {
  std::uint32_t sounding = 0;
  std::int64_t resets = 0;
  for (const Plan::Step& step : plan_->order) {
    while (Instance* faded = step.node->take_faded(now))
      (void)outbox_.try_push({step.index, faded, nullptr});
    sounding += step.node->sounding();
    resets += step.node->note_resets();
  }
  sounding_.store(sounding, std::memory_order_relaxed);
  if (resets > 0) resets_.fetch_add(resets, std::memory_order_relaxed);
}
}  // namespace krach::engine
