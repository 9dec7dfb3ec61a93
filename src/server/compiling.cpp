// src/server/compiling.cpp
#include "server/compiling.hpp"

#include <exception>
#include <utility>

namespace krach::server {
Compiling::Compiling(session::Kernels& kernels, Wakeup& wakeup)
    : kernels_(kernels), wakeup_(wakeup) {
  constexpr int kWorkers = 2;  // while one waits for FAUST, the other is there for the rest
  for (int i = 0; i < kWorkers; ++i)
    workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}
Compiling::~Compiling() {
  for (auto& worker : workers_) worker.request_stop();
}
void Compiling::add(std::uint64_t ticket, Wanted wanted) {
  {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back({ticket, std::move(wanted)});
  }
  has_jobs_.notify_one();
}
std::vector<Compiling::Done> Compiling::take_done() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(done_, {});
}
void Compiling::work(const std::stop_token& stop) {
  for (std::unique_lock lock(mutex_); has_jobs_.wait(lock, stop, [&] { return !jobs_.empty(); });) {
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    Done done{job.ticket, {}, {}};
    try {
      done.kernels = kernels_.get(job.wanted);
    } catch (const Error& error) {
      done.error = error;
    } catch (const std::exception& error) {  // memory, threads
      done.error = Error(Fault{error.what(), "the compiler", "ask again; see krach engine log"});
    }
    lock.lock();
    done_.push_back(std::move(done));
    wakeup_.ring();
  }
}
}  // namespace krach::server
