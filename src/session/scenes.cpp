// src/session/scenes.cpp: whole states by name: saved, recalled, forgotten.
#include "base/error.hpp"
#include "base/suggest.hpp"
#include "session/apply.hpp"
#include "session/settle.hpp"

namespace krach::session {
namespace {
constexpr std::size_t kMostScenes = 64;

const std::shared_ptr<const State>& get_scene(const State& state, const std::string& name) {
  const auto found = state.scenes.find(name);
  if (found != state.scenes.end()) return found->second;
  std::vector<std::string> names;
  names.reserve(state.scenes.size());
  for (const auto& [known, scene] : state.scenes) names.push_back(known);
  throw Error(Fault{"there is no scene of that name", "scene '" + name + "'",
                    suggest(name, names, "save one first: kr.save(\"" + name + "\")")});
}
/// The state that they make out of nothing.
State make(const NestedRequests& requests, const std::string& where, const Context& context) {
  State scene;
  Reply reply;
  Context inner{reply, 0, context.seed};
  for (const Nested& nested : *requests) {
    const Request& request = nested.request;
    if (std::holds_alternative<Save>(request) || std::holds_alternative<Recall>(request) ||
        std::holds_alternative<Forget>(request))
      throw Error(Fault{"there is a scene in it", where, "save each scene by itself"});
    apply(scene, std::span(&request, 1), inner);
  }
  return scene;
}
}  // namespace

void apply(State& state, const Save& request, Context& context) {
  const std::string where = "scene '" + request.scene + "'";
  check_name(request.scene, where);
  if (state.scenes.size() >= kMostScenes && !state.scenes.contains(request.scene))
    throw Error(Fault{"there are 64 scenes already", where, "forget one first"});
  State scene = arrived(request.requests ? make(request.requests, where, context) : state);
  scene.scenes.clear();
  state.scenes[request.scene] = std::make_shared<const State>(std::move(scene));
}
void apply(State& state, const Recall& request, Context&) {
  State scene = *get_scene(state, request.scene);
  scene.scenes = std::move(state.scenes);
  state = std::move(scene);
}
void apply(State& state, const Forget& request, Context&) {
  get_scene(state, request.scene);
  state.scenes.erase(request.scene);
}
}  // namespace krach::session
