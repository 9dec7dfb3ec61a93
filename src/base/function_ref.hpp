// src/base/function_ref.hpp: a callable passed down a call. Owns nothing, allocates nothing, and
// must not outlive the call it was passed to.
#pragma once
#include <memory>
#include <type_traits>
#include <utility>

namespace krach {
template <class Signature>
class FunctionRef;
template <class Result, class... Args>
class FunctionRef<Result(Args...)> {
  const void* object_;
  Result (*call_)(const void*, Args...);

 public:
  template <class F>
    requires(!std::is_same_v<F, FunctionRef>)
  FunctionRef(const F& f) noexcept  // NOLINT(google-explicit-constructor): a lambda is an argument
      : object_(std::addressof(f)), call_([](const void* o, Args... args) -> Result {
          return (*static_cast<const F*>(o))(std::forward<Args>(args)...);
        }) {}
  Result operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }
};
}  // namespace krach
