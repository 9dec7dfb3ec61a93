"""Milliseconds from a Python function to a node that plays: traced, compiled, handed over.

usage: PYTHONPATH=build/release/python taskset -c 1 .venv/bin/python bench/python/latency.py

A session plays on the silent clock. Cold: 50 different functions of each kind become a node, one
after another; the first one of all is not counted. Cached: 20 processes, one
after another, each make the same function a node, their first, from the code that an earlier one
kept on disk.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

import krach
from krach import krs

Synth = Callable[..., object]


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


def room(i: int) -> Synth:
    def effect(left: krs.Signal, right: krs.Signal) -> krs.Stereo:
        size = krs.control("room", 0.8, 0.0, 1.0)
        return krs.Stereo(left, right) + 0.3 * krs.reverb_stereo(left + right, size, 0.3 + i / 1000)

    return effect


KINDS = {kind.__name__: kind for kind in (kick, hat, acid_bass, room)}


def milliseconds(kr: krach.Session, kind: str, i: int, count: int = 1) -> float:
    function = KINDS[kind](i)
    began = time.perf_counter()
    kr.node(kind, function, count=count)
    return (time.perf_counter() - began) * 1000


def playing() -> krach.Session:
    kr = krach.Session()
    kr.start("null")
    return kr


def cold() -> None:
    os.environ["KRACH_CACHE"] = ""
    kr = playing()
    print(f"first of all: {milliseconds(kr, 'kick', -1):.1f} ms")
    for kind in KINDS:
        for count in (1, 4, 8) if kind != "room" else (1,):  # 8 have 16 lanes, with AVX-512
            times = [milliseconds(kr, kind, i, count) for i in range(50)]
            print(f"{kind:10} {count} voices  median {median(times):5.2f} ms  "
                  f"worst {max(times):5.2f} ms")  # fmt: skip
    kr.stop_device()


def cached() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            times = []
            for _ in range(21):
                told = subprocess.run(
                    [sys.executable, __file__, kind],
                    env={**os.environ, "KRACH_CACHE": folder},
                    capture_output=True, text=True, check=True,
                )  # fmt: skip
                times.append(float(told.stdout))
            print(f"{kind:10} cached   median {median(times[1:]):5.2f} ms  "
                  f"worst {max(times[1:]):5.2f} ms  (not cached {times[0]:.1f} ms)")  # fmt: skip


if len(sys.argv) > 1:
    print(milliseconds(playing(), sys.argv[1], 0))
else:
    cold()
    cached()
