// src/pattern/mini.hpp: the mini-notation, Tidal's and Strudel's dialect with krach's tokens.
#pragma once
#include <string_view>

#include "pattern/pattern.hpp"

namespace krach::pattern {
/// The pattern that a text writes down; every event remembers its characters.
///   a b c       equal shares of the cycle        ~ . -       rests
///   [a b]       a group in one share             x           a hit
///   [a, b]      both at once                     a _         a, a share longer
///   [a | b]     one of them in each cycle        a@3         a, three shares long
///   <a b>       one after another, by cycle      a!3  a !    a, three times; once more
///   {a b c}%4   steps at four a cycle            a*2  a/2    faster, slower
///   a(3,8,2)    Euclid: hits, steps, rotation    a?  a?0.3   left out half the time, 30 %
///   0 .. 3      0 1 2 3                          bd:3        a word with its number
/// What follows * / ( , and % may be a group: bd(<3 5>,8).
///
/// Errors: one Error with every fault found, each at its line and column. Texts up to 65 536
///         characters; groups nest up to 64 deep; the bounds of load.hpp.
/// Thread: [control].
Pattern parse_mini(std::string_view text);
}  // namespace krach::pattern
