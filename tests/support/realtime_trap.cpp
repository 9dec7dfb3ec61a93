// tests/support/realtime_trap.cpp: linked into every test; turns the [audio] contract into a check.
// Works with g++ and through compiled kernels, where RealtimeSanitizer cannot look.
#include "support/realtime_trap.hpp"

#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

#include <cstddef>
// NOLINTBEGIN: the names below belong to glibc; taking their place is the point
static thread_local bool on_trial = false;
static thread_local int count = 0;

namespace krach::testing {
AudioThread::AudioThread() noexcept { on_trial = true; }
AudioThread::~AudioThread() { on_trial = false; }
int violations() noexcept { return count; }
}  // namespace krach::testing
extern "C" {
void* __libc_malloc(std::size_t n);
void* __libc_calloc(std::size_t n, std::size_t size);
void* __libc_realloc(void* p, std::size_t n);
void* __libc_memalign(std::size_t alignment, std::size_t n);
void __libc_free(void* p);
void* malloc(std::size_t n) noexcept { return count += on_trial, __libc_malloc(n); }
void* calloc(std::size_t n, std::size_t size) noexcept {
  return count += on_trial, __libc_calloc(n, size);
}
void* realloc(void* p, std::size_t n) noexcept { return count += on_trial, __libc_realloc(p, n); }
void* aligned_alloc(std::size_t alignment, std::size_t n) noexcept {
  return count += on_trial, __libc_memalign(alignment, n);
}
void free(void* p) noexcept { count += on_trial, __libc_free(p); }
// What waits, wakes or enters the kernel, by the name of glibc's own.
#define TRAP(result, name, parameters, arguments)                                        \
  result name parameters noexcept {                                                      \
    static const auto next = reinterpret_cast<decltype(&name)>(dlsym(RTLD_NEXT, #name)); \
    return count += on_trial, next arguments;                                            \
  }
TRAP(int, pthread_mutex_lock, (pthread_mutex_t * m), (m))
TRAP(int, pthread_cond_signal, (pthread_cond_t * c), (c))
TRAP(int, pthread_cond_broadcast, (pthread_cond_t * c), (c))
TRAP(int, sem_post, (sem_t * s), (s))
TRAP(int, sched_yield, (), ())
TRAP(ssize_t, write, (int file, const void* data, std::size_t n), (file, data, n))
TRAP(ssize_t, read, (int file, void* data, std::size_t n), (file, data, n))
TRAP(int, nanosleep, (const timespec* time, timespec* left), (time, left))
TRAP(int, clock_nanosleep, (clockid_t id, int flags, const timespec* time, timespec* left),
     (id, flags, time, left))
#undef TRAP
}  // NOLINTEND
