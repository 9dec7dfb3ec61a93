"""Rendered sound: a numpy array that a notebook can play."""

from __future__ import annotations

import base64
import io
import math
import wave
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST = 60.0  # seconds that a notebook carries as sound: 11 MB, and a third more as text
WIDTH, HEIGHT = 600, 80


class Audio(np.ndarray[Any, np.dtype[np.float32]]):
    """float32 of shape (frames, 2), +-1.0 full scale, that knows its rate; else a numpy array."""

    sample_rate: int

    def __new__(cls, samples: NDArray[np.float32], sample_rate: int) -> Audio:
        """The same samples, not a copy."""
        audio = samples.view(cls)
        audio.sample_rate = sample_rate
        return audio

    def __array_finalize__(self, whole: NDArray[Any] | None) -> None:
        """A part, or what is computed from it, has its rate."""
        self.sample_rate = getattr(whole, "sample_rate", 48000)

    def __array_wrap__(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        array: NDArray[Any],
        context: tuple[np.ufunc, tuple[Any, ...], int] | None = None,
        return_scalar: bool = False,
    ) -> object:
        """One number, like the peak, is a number and no sound."""
        if array.ndim == 0:
            return array[()]
        return super().__array_wrap__(array, context, return_scalar)

    def _repr_html_(self) -> str | None:
        if self.ndim not in (1, 2) or not self.size or self.shape[1:] > (2,):
            return None  # no sound, but numbers
        sound = np.nan_to_num(np.asarray(self, np.float64).reshape(len(self), -1))
        seconds = len(sound) / self.sample_rate
        peak = float(np.abs(sound).max())
        level = f"{20 * math.log10(peak):.1f} dB" if peak > 0 else "silent"
        if seconds > LONGEST:
            player = f'longer than {LONGEST:g} s, so not here: kr.render("out.wav") writes a file'
        else:
            data = base64.b64encode(wav(sound, self.sample_rate)).decode()
            player = f'<audio controls="" src="data:audio/wav;base64,{data}"></audio>'
        text = f"{seconds:.1f} s, {self.sample_rate} Hz, peak {level}"
        return f"<div>{waveform(sound)}<div>{player}</div><small>{text}</small></div>"


def wav(sound: NDArray[np.float64], sample_rate: int) -> bytes:
    """The sound as a WAV file of 16 bits; what is beyond full scale is cut off."""
    steps = np.clip(np.round(sound * 32768), -32768, 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(sound.shape[1])
        out.setsampwidth(2)
        out.setframerate(sample_rate)
        out.writeframes(steps.tobytes())
    return file.getvalue()


def waveform(sound: NDArray[np.float64]) -> str:
    """The highest and the lowest sample of each column, as SVG; the height is full scale."""
    count = min(len(sound), WIDTH)
    begins = np.arange(count) * len(sound) // count
    highs = np.maximum.reduceat(sound.max(axis=1), begins)
    lows = np.minimum.reduceat(sound.min(axis=1), begins)
    columns = np.arange(count) * WIDTH / count
    x, y = np.r_[columns, columns[::-1]], np.clip(np.r_[highs, lows[::-1]], -1, 1)
    y = HEIGHT / 2 * (1 - y)
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<line x1="0" x2="{WIDTH}" y1="{HEIGHT / 2:g}" y2="{HEIGHT / 2:g}" stroke="#999"/>'
        f'<polygon points="{points}" fill="#58a" stroke="#58a" stroke-width="0.5"/></svg>'
    )
