"""What the tests of sound share: a session, synths that show what they are told, a ruler."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

import krach
from krach import _core, krs

Mono = NDArray[np.float64]


def own_gate() -> krs.Signal:
    return krs.control("gate", 0.0, 0.0, 1.0)


def tone() -> krs.Signal:
    """A sine that sounds while its gate is open, without an envelope."""
    freq = krs.control("freq", 440.0, 1.0, 20000.0)
    return krs.sine_osc(freq) * krs.control("gate", 0.0, 0.0, 1.0)


def soft_tone() -> krs.Signal:
    """A sine with an envelope that makes no click of its own."""
    freq = krs.control("freq", 440.0, 1.0, 20000.0)
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    return krs.sine_osc(freq) * krs.adsr(0.02, 0.1, 0.8, 0.05, gate) * 0.5


def value() -> krs.Signal:
    """Its own control `x`."""
    return krs.control("x", 0.0, -1000.0, 1000.0)


def loud(x: krs.Signal) -> krs.Signal:
    return x * krs.control("drive", 2.0, 0.0, 10.0)


def through(inp: krs.Signal) -> krs.Signal:
    return inp


QUIET = 2.0**-17
"""A master gain so low that the guard hears no peaks and no offsets; it changes no digit."""


def quiet_session(core: _core.Core | None = None) -> krach.Session:
    session = krach.Session(core)
    session.tempo = 120
    session.master = QUIET
    return session


def both(sound: object) -> NDArray[np.float64]:
    """Both channels, as they would be at a master gain of 1 without the guard."""
    return np.asarray(sound).astype(np.float64) / QUIET


def left(sound: object) -> Mono:
    return both(sound)[:, 0]


def onsets(gate: Mono) -> list[int]:
    """The frames on which a gate opens."""
    closed = np.concatenate([[0.0], gate[:-1]]) == 0
    return list(np.flatnonzero(closed & (gate > 0)))


def frame(cycle: Fraction, bpm: Fraction, meter: Fraction = Fraction(4), rate: int = 48000) -> int:
    """The frame nearest to a position; a half goes up."""
    exact = cycle * meter * 60 / bpm * rate
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def cents(sound: Mono, freq: float, rate: int = 48000) -> float:
    """How far a steady tone is from `freq`, by the phase it gains between two windows."""
    size = len(sound) // 2
    window = np.hanning(size)
    times = np.arange(len(sound)) / rate
    carrier = sound * np.exp(-2j * np.pi * freq * times)
    first, second = (carrier[:size] * window).sum(), (carrier[size : 2 * size] * window).sum()
    turns = np.angle(second / first) / (2 * np.pi)
    return 1200 * np.log2((freq + turns * rate / size) / freq)


def click_db(sound: Mono, place: int, quiet: Mono) -> float:
    """How much a click at `place` stands out of what a linear predictor expects.

    The residual of an order-32 predictor over a -50 dBFS noise floor, around `place` against the
    same in `quiet`, a stretch without an event. In dB.
    """
    noise = np.random.default_rng(1).standard_normal(len(sound)) * 10 ** (-50 / 20)
    heard = _residual(sound + noise)[place - 32 : place + 256]
    floor = _residual(quiet + noise[: len(quiet)])[64:]
    return 20 * np.log10(np.abs(heard).max() / np.abs(floor).max())


def _residual(sound: Mono, order: int = 32) -> Mono:
    rows = np.lib.stride_tricks.sliding_window_view(sound, order + 1)
    weights, *_ = np.linalg.lstsq(rows[:, :-1], rows[:, -1], rcond=None)
    return np.concatenate([np.zeros(order), rows[:, -1] - rows[:, :-1] @ weights])


Make = Callable[[], krs.Signal]
