// src/signal/normal.hpp: one form for all programs that are written alike.
#pragma once
#include "signal/program.hpp"

namespace krach::signal {
/// A program that computes the same, bit for bit: what no output depends on is gone, equal
/// operations are there once, a sum or product has its operands in their order, `a > b` is `b < a`,
/// and a constant, control, input or the sample rate stands just before what needs it first. Tables
/// are in the order of their use. Controls stay, as do the lines of what stays.
/// So only the order of what computes is kept from `program`, and how numbers were mentioned is
/// not. Law:    normal(normal(p)) == normal(p); what was traced is normal. Thread: [any]. Cost:
/// linear. `program` passes check().
Program normal(const Program& program);

/// Whether an operation computes nothing, so that its place means nothing: a constant, a control,
/// an input, or the sample rate.
bool is_leaf(Op op) noexcept;
}  // namespace krach::signal
