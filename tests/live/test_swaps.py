"""A node that is defined anew while it plays: no click, and nobody else hears of it."""

import itertools
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "build/release/live_swaps"
ORDER = 32
SWAPS, SECONDS = (1000, 60) if "KRACH_LONG" in os.environ else (300, 20)

if not PROGRAM.exists():
    pytest.skip(f"{PROGRAM} is not built", allow_module_level=True)


def run(swaps: int, path: Path) -> tuple[np.ndarray, dict[str, list[int]]]:
    command = [PROGRAM, str(swaps), str(SECONDS), path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return np.fromfile(path, np.float32).reshape(-1, 8).astype(float), json.loads(done.stdout)


def residual(sound: np.ndarray) -> np.ndarray:
    """What a linear predictor of its own does not expect."""
    rows = np.lib.stride_tricks.sliding_window_view(sound, ORDER + 1)
    weights, *_ = np.linalg.lstsq(rows[:, :-1], rows[:, -1], rcond=None)
    return rows[:, -1] - rows[:, :-1] @ weights


def click_db(sound: np.ndarray, still: np.ndarray, place: int) -> float:
    """How far the loudest surprise after `place` stands out of those in the same noise there, had
    nothing happened: the median of seven draws of the noise, since one alone is off by 3 dB in
    one of a thousand places."""
    around = slice(place - 600, place + 600)
    after = slice(600 - ORDER - 16, 600 + 560 - ORDER)
    rises = []
    for draw in range(7):
        noise = np.random.default_rng([place, draw]).standard_normal(1200) * 10 ** (-50 / 20)
        heard = np.abs(residual(sound[around] + noise)[after]).max()
        rises.append(20 * np.log10(heard / np.abs(residual(still[around] + noise)[after]).max()))
    return float(np.median(rises))


def test_redefinitions_are_heard_without_a_click(tmp_path: Path) -> None:
    sound, told = run(SWAPS, tmp_path / "swaps.f32")
    still, _ = run(0, tmp_path / "still.f32")
    frames = told["frames"]
    assert len(frames) == SWAPS
    assert sum(b - a < 480 for a, b in itertools.pairwise(frames)) >= SWAPS // 6

    others = np.abs(sound[:, 1:] - still[:, 1:]).max()
    swapped, quiet = sound[:, 0], still[:, 0]
    clicks = [click_db(swapped, quiet, frame) for frame in frames]
    jump = np.concatenate([quiet[:9000], swapped[20000:30000]])  # the planted fault
    cut = click_db(jump, quiet, 9000)
    slopes = [
        (late - early) / (SWAPS - 100)
        for early, late in zip(told["early"], told["late"], strict=True)
    ]
    print(
        f"{SWAPS} changes: clicks: median {np.median(clicks):.1f} dB, worst {max(clicks):.1f}; a "
        f"planted cut {cut:.1f} dB; the others differ by {others}; bytes, resident bytes, files, "
        f"threads after 100: {told['early']}, at the end: {told['late']}"
    )
    assert max(clicks) <= 3
    assert cut > 6
    assert others <= 1e-6
    assert slopes[0] < 1024
    assert slopes[1] < 1024
    assert slopes[2:] == [0, 0]
