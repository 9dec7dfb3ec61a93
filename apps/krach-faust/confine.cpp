// apps/krach-faust/confine.cpp: limits, Landlock for files, seccomp for all other calls.
#include "krach-faust/confine.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace krach {
static void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string("the system cannot confine it: ") + what);
}
static void limit(decltype(RLIMIT_CPU) resource, rlim_t soft, rlim_t hard) {
  const rlimit both{soft, hard};
  require(setrlimit(resource, &both) == 0, "setrlimit");
}
static void limit_resources() {
  constexpr rlim_t kSeconds = 5, kMemory = rlim_t{1} << 30U;
  limit(RLIMIT_CPU, kSeconds, kSeconds + 1);
  limit(RLIMIT_AS, kMemory, kMemory);
  limit(RLIMIT_FSIZE, 0, 0);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_NOFILE, 64, 64);
}

static void confine_files(std::span<const std::string> folders) {
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // all of the first version
  const auto rules =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
  require(rules >= 0, "Landlock");
  for (const std::string& folder : folders) {
    landlock_path_beneath_attr beneath{};
    beneath.parent_fd = open(folder.c_str(), O_PATH | O_CLOEXEC | O_DIRECTORY);
    if (beneath.parent_fd < 0) continue;  // what is not there cannot be read
    beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    require(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0,
            "Landlock");
    close(beneath.parent_fd);
  }
  require(syscall(SYS_landlock_restrict_self, rules, 0) == 0, "Landlock");
  close(rules);
}

constexpr std::array kAllowed{SYS_read,
                              SYS_write,
                              SYS_close,
                              SYS_fstat,
                              SYS_newfstatat,
                              SYS_stat,
                              SYS_lstat,
                              SYS_lseek,
                              SYS_mmap,
                              SYS_mprotect,
                              SYS_munmap,
                              SYS_mremap,
                              SYS_madvise,
                              SYS_brk,
                              SYS_rt_sigaction,
                              SYS_rt_sigprocmask,
                              SYS_rt_sigreturn,
                              SYS_ioctl,
                              SYS_pread64,
                              SYS_readv,
                              SYS_futex,
                              SYS_openat,
                              SYS_open,
                              SYS_getcwd,
                              SYS_chdir,
                              SYS_readlink,
                              SYS_access,
                              SYS_getrandom,
                              SYS_getpid,
                              SYS_gettid,
                              SYS_tgkill,
                              SYS_exit,
                              SYS_exit_group,
                              SYS_sched_yield,
                              SYS_sched_getaffinity,
                              SYS_set_robust_list,
                              SYS_rseq,
                              SYS_sysinfo,
                              SYS_uname,
                              SYS_clock_gettime,
                              SYS_clock_nanosleep,
                              SYS_gettimeofday,
                              SYS_getrusage,
                              SYS_fcntl,
                              SYS_getdents64,
                              SYS_writev};

static sock_filter statement(unsigned code, std::size_t k) {
  return {static_cast<std::uint16_t>(code), 0, 0, static_cast<unsigned>(k)};
}
static sock_filter load(std::size_t offset) { return statement(BPF_LD | BPF_W | BPF_ABS, offset); }
static sock_filter give(unsigned verdict) { return statement(BPF_RET | BPF_K, verdict); }
/// Goes on after `yes` or `no` more statements.
static sock_filter compare(unsigned test, std::size_t k, std::uint8_t yes, std::uint8_t no) {
  return {static_cast<std::uint16_t>(BPF_JMP | BPF_K | test), yes, no, static_cast<unsigned>(k)};
}
/// Only what is allowed. A new thread may be made, a new process not: clone with the flag of
/// threads; clone3, whose flags cannot be seen here, is said not to be there, and then libc takes
/// clone.
static void confine_calls() {
  std::vector<sock_filter> filter{
      load(offsetof(seccomp_data, arch)),    compare(BPF_JEQ, AUDIT_ARCH_X86_64, 1, 0),
      give(SECCOMP_RET_KILL_PROCESS),        load(offsetof(seccomp_data, nr)),
      compare(BPF_JEQ, SYS_clone3, 0, 1),    give(SECCOMP_RET_ERRNO | ENOSYS),
      compare(BPF_JEQ, SYS_clone, 0, 4),     load(offsetof(seccomp_data, args[0])),
      compare(BPF_JSET, CLONE_THREAD, 0, 1), give(SECCOMP_RET_ALLOW),
      give(SECCOMP_RET_ERRNO | EPERM)};
  for (const long call : kAllowed) {
    filter.push_back(compare(BPF_JEQ, static_cast<std::size_t>(call), 0, 1));
    filter.push_back(give(SECCOMP_RET_ALLOW));
  }
  filter.push_back(give(SECCOMP_RET_ERRNO | EPERM));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  require(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "seccomp");
}

void confine(std::span<const std::string> folders) {
  require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
  limit_resources();
  confine_files(folders);
  confine_calls();
}
}  // namespace krach
