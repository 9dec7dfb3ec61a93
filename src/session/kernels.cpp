// src/session/kernels.cpp
#include "session/kernels.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <utility>

namespace krach::session {
namespace {
using Compiled = Kernels::Compiled;
struct Job {
  std::uint64_t hash;
  const Kernels::Wanted* wanted;
  Compiled compiled;
  std::exception_ptr error;
};
void compile(Job& job, const jit::Store& store) noexcept {
  try {
    job.compiled = jit::compile(*job.wanted->program, job.wanted->rate, job.wanted->lanes, store);
  } catch (...) {
    job.error = std::current_exception();
  }
}
/// Side by side; the calling thread helps, so that one alone costs no thread.
void compile_all(std::vector<Job>& jobs, const jit::Store& store) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) compile(jobs[i], store);
  };
  const std::size_t threads =
      std::min<std::size_t>(jobs.size(), std::max(std::thread::hardware_concurrency(), 1U));
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work);
  work();
}
}  // namespace

std::vector<Compiled> Kernels::get(std::span<const Wanted> wanted) {
  std::vector<Compiled> compiled(wanted.size());
  std::vector<std::size_t> job_of(wanted.size());
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::uint64_t hash = signal::content_hash(*wanted[i].program);
    compiled[i] = find(hash, wanted[i]);
    if (compiled[i]) continue;
    const auto same = std::ranges::find_if(
        jobs, [&](const Job& job) { return job.hash == hash && *job.wanted == wanted[i]; });
    job_of[i] = static_cast<std::size_t>(same - jobs.begin());
    if (same == jobs.end()) jobs.push_back({hash, &wanted[i], nullptr, nullptr});
  }
  if (!jobs.empty()) compile_all(jobs, store_);
  for (const Job& job : jobs)
    if (job.error) std::rethrow_exception(job.error);
  for (const Job& job : jobs) keep({job.hash, *job.wanted, job.compiled});
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (!compiled[i]) compiled[i] = jobs[job_of[i]].compiled;
  return compiled;
}
Compiled Kernels::find(std::uint64_t hash, const Wanted& wanted) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(
      entries_, [&](const Entry& e) { return e.hash == hash && e.wanted == wanted; });
  if (found == entries_.end()) return nullptr;
  std::rotate(found, found + 1, entries_.end());
  return entries_.back().compiled;
}
bool Kernels::has(const Wanted& wanted) {
  return find(signal::content_hash(*wanted.program), wanted) != nullptr;
}
void Kernels::keep(Entry entry) {
  const std::scoped_lock lock(mutex_);
  entries_.push_back(std::move(entry));
  constexpr std::ptrdiff_t kKept = 64;
  const auto idle = [](const Entry& e) { return e.compiled.use_count() == 1; };
  for (auto surplus = std::ranges::count_if(entries_, idle) - kKept; surplus > 0; --surplus)
    entries_.erase(std::ranges::find_if(entries_, idle));
}
}  // namespace krach::session
