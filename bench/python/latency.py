"""Milliseconds from a Python function to a node that plays: traced, compiled, handed over.

usage: PYTHONPATH=build/release/python taskset -c 1 .venv/bin/python bench/python/latency.py

A session plays on the silent clock; 50 different functions of each kind become a node, one after
another. The first one of all also loads LLVM and is not counted.
"""

import time
from collections.abc import Callable
from statistics import median

import krach
from krach import krs

Synth = Callable[[], krs.Signal]


def kick(i: int) -> Synth:
    def synth() -> krs.Signal:
        env = krs.adsr(0.001, 0.25 + i / 1000, 0.0, 0.05, krs.control("gate", 0.0, 0.0, 1.0))
        return krs.sine_osc(55.0 + env * (200.0 + i)) * env * 0.9

    return synth


def hat(i: int) -> Synth:
    def synth() -> krs.Signal:
        env = krs.adsr(0.001, 0.04, 0.0, 0.02, krs.control("gate", 0.0, 0.0, 1.0))
        return krs.highpass(krs.white_noise(), 8000.0 + i) * env * 0.5

    return synth


def acid_bass(i: int) -> Synth:
    def synth() -> krs.Signal:
        freq = krs.control("freq", 55.0, 20.0, 800.0)
        gate = krs.control("gate", 0.0, 0.0, 1.0)
        cutoff = krs.control("cutoff", 800.0, 100.0, 4000.0)
        env = krs.adsr(0.005, 0.15, 0.3, 0.08, gate)
        return krs.lowpass(krs.saw(freq), cutoff + i) * env * 0.55

    return synth


def main() -> None:
    kr = krach.Session()
    kr.start("null")
    began = time.perf_counter()
    kr.node("warm", kick(-1))
    print(f"first of all, with LLVM loaded: {(time.perf_counter() - began) * 1000:.1f} ms")
    for make in (kick, hat, acid_bass):
        for count in (1, 4):
            times = []
            for i in range(50):
                function = make(i)
                began = time.perf_counter()
                kr.node(make.__name__, function, count=count)
                times.append((time.perf_counter() - began) * 1000)
            lanes = 1 if count == 1 else 8
            print(f"{make.__name__:10} {lanes} lanes  median {median(times):5.2f} ms  "
                  f"worst {max(times):5.2f} ms")  # fmt: skip
    kr.stop_device()


main()
