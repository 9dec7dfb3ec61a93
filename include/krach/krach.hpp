// include/krach/krach.hpp: the C++ surface of krach, whole.
//
//   krach::Session kr;
//   auto bass = kr.node("bass", acid_bass, {.gain = 0.3});
//   bass.play(krp::seq("A2", "D3", nullptr, "E2").over(2));
//   kr.render("bass.wav", {.bars = 8});
//
// krach::connect() gives the session of the engine, which plays on when the program has ended.
// What goes wrong is thrown as std::runtime_error; its text says what, where and what to do.
#pragma once
#include <krach/pattern.hpp>
#include <krach/session.hpp>
#include <krach/signal.hpp>

namespace krs = krach::krs;
namespace krp = krach::krp;
