"""Hours of transport against exact fractions."""

import math
import os
import subprocess
import time
from fractions import Fraction
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "build/release/live_day"
RATE = 48000
LONG = "KRACH_LONG" in os.environ

if not PROGRAM.exists():
    pytest.skip(f"{PROGRAM} is not built", allow_module_level=True)


class Oracle:
    """The transport as its header describes it: pieces of c(t), each from an anchor."""

    def __init__(self, bpm: Fraction, meter: Fraction) -> None:
        self.bpm, self.meter = bpm, meter
        self.pieces = [(0, Fraction(0), bpm, bpm, 0)]  # frame, cycle, tempo from, to, frames

    def cycle(self, piece: int, frame: Fraction) -> Fraction:
        at, cycle, low, high, length = self.pieces[piece]
        t, per_frame = frame - at, 1 / (self.meter * 60 * RATE)
        slope = (high - low) / (2 * length) if length else Fraction(0)
        return cycle + t * per_frame * (low + slope * t)

    def change(self, frame: int, bpm: Fraction, meter: Fraction, cycles: Fraction) -> None:
        grid = 1 << 24
        now = max(i for i, piece in enumerate(self.pieces) if i == 0 or piece[0] <= frame)
        here = Fraction(math.floor(self.cycle(now, Fraction(frame)) * grid), grid)
        low, self.bpm, self.meter = self.bpm, bpm, meter  # no ramp begins within another here
        if cycles == 0:
            self.pieces = [(frame, here, bpm, bpm, 0)]
            return
        length = math.floor(cycles * meter * 60 * RATE * 2 / (low + bpm) + Fraction(1, 2))
        self.pieces = [(frame, here, low, bpm, length)]
        there = self.cycle(0, Fraction(frame + length))
        self.pieces.append((frame + length, Fraction(math.floor(there * grid), grid), bpm, bpm, 0))

    def holds(self, cycle: Fraction, frame: int) -> bool:
        """Is `frame` the one nearest to `cycle`, a half going up?"""
        piece = len(self.pieces) - 1 if cycle >= self.pieces[-1][1] else 0
        half = Fraction(1, 2)
        if self.cycle(piece, frame - half) <= cycle < self.cycle(piece, frame + half):
            return True
        # what would have been before a change has its turn with the change
        return frame == self.pieces[0][0] and cycle < self.cycle(piece, frame + half)


def events(start: Fraction):  # noqa: ANN201
    """When the pattern of day.cpp has its notes: at 0 and 2/3 of 3/5 of each 7/3 cycles."""
    length = Fraction(7, 3)
    steps = [Fraction(0), Fraction(3, 5) + Fraction(1, 15)]
    turn = math.floor(start / length) - 1
    while True:
        for step in steps:
            if (cycle := (turn + step) * length) >= start:
                yield cycle
        turn += 1


@pytest.mark.parametrize("first", [0, 2**32 - 48000, 2**53])
def test_every_onset_is_the_rounded_exact_fraction(first: int) -> None:
    hours = (24.0 if first == 0 else 2.0) if LONG else 0.2
    began = time.monotonic()
    done = subprocess.run(
        [PROGRAM, str(first), str(hours)], capture_output=True, text=True, check=True
    )
    speed = hours * 3600 / (time.monotonic() - began)
    oracle = Oracle(Fraction(122), Fraction(4))
    expected = events(oracle.cycle(0, first - Fraction(1, 2)))
    onsets, tempos, bytes_used = 0, 0, (0, 0)
    lines = [line.split() for line in done.stdout.splitlines()]
    changes = sorted((int(w[1]), w[2:]) for w in lines if w[0] == "tempo")
    for word, *rest in lines:
        if word == "onset":
            frame = int(rest[0])
            while changes and changes[0][0] <= frame:
                at, (bpm, meter, cycles) = changes.pop(0)
                oracle.change(at, Fraction(bpm), Fraction(meter), Fraction(cycles))
                tempos += 1
            cycle = next(expected)
            assert oracle.holds(cycle, frame), (first, onsets, frame, cycle)
            onsets += 1
        elif word == "bytes":
            bytes_used = int(rest[0]), int(rest[1])
    print(
        f"from frame {first}: {hours} h, {onsets} onsets, {tempos} changes of tempo, "
        f"{speed:.0f} times real time; {bytes_used[0]} bytes early, {bytes_used[1]} late"
    )
    assert tempos == 4
    assert onsets > 50 * hours
    assert bytes_used[1] <= bytes_used[0] * 1.01
