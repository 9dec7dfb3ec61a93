"""Is what was heard what was rendered, but for the breaks of a machine that was late?"""

from pathlib import Path

import numpy as np

WINDOW = 2048  # frames that say where they are from
STEP = 128  # from window to window
REACH = 12000  # how far a break may throw it


def read_float_wav(path: Path) -> np.ndarray:
    data = path.read_bytes()
    begin = data.index(b"data") + 8
    return np.frombuffer(data[begin:], "<f4").reshape(-1, 2)


def place_of(part: np.ndarray, whole: np.ndarray) -> int:
    """Where the part is in the whole: where they differ by the least energy."""
    size = len(whole) + len(part)
    spectrum = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size))
    alike = np.fft.irfft(spectrum, size)[: len(whole)]
    sums = np.cumsum(np.concatenate([[0.0], np.square(whole, dtype=float), np.zeros(len(part))]))
    energy = (sums[len(part) :] - sums[: -len(part)])[: len(whole)]
    return int(np.argmin(energy - 2 * alike))


def compare(heard: np.ndarray, rendered: np.ndarray) -> tuple[int, int]:
    """How many breaks there are between stretches that are equal to -120 dBFS, and how many frames
    are in no such stretch. After an xrun a block or more is missing, or was heard twice. A stretch
    has WINDOW frames or more, so xruns that are closer than that are one break."""
    breaks, lost, at = 0, 0, 0
    begin = place_of(heard[:48000, 0], rendered[:, 0])
    while True:
        part = rendered[begin : begin + len(heard) - at]
        wrong = np.flatnonzero(np.abs(heard[at:][: len(part)] - part).max(axis=1) > 1e-6)
        if len(wrong) == 0:
            return breaks, lost
        breaks += 1
        first = int(wrong[0])
        while True:  # where does it go on?
            first += STEP
            lost += STEP
            probe = heard[at + first : at + first + WINDOW]
            low = max(begin + first - REACH, 0)
            if len(probe) < WINDOW or low >= len(rendered):
                return breaks, lost
            found = low + place_of(probe[:, 0], rendered[low : begin + first + REACH, 0])
            same = rendered[found : found + WINDOW]
            if len(same) == WINDOW and np.abs(probe - same).max() <= 1e-6:
                at, begin = at + first, found
                break


def onsets(heard: np.ndarray) -> np.ndarray:
    """The frames before those on which the left channel rises above silence."""
    return np.flatnonzero((heard[1:, 0] > 0.1) & (heard[:-1, 0] <= 0.1))
