"""Signals."""

from collections.abc import Callable
from typing import overload


class Signal:
    """A value of the function being traced, not a number."""

    def __init__(self, arg: float, /) -> None: ...

    def __add__(self, arg: Signal | float, /) -> Signal: ...

    def __radd__(self, arg: Signal | float, /) -> Signal: ...

    def __sub__(self, arg: Signal | float, /) -> Signal: ...

    def __rsub__(self, arg: Signal | float, /) -> Signal: ...

    def __mul__(self, arg: Signal | float, /) -> Signal: ...

    def __rmul__(self, arg: Signal | float, /) -> Signal: ...

    def __truediv__(self, arg: Signal | float, /) -> Signal: ...

    def __rtruediv__(self, arg: Signal | float, /) -> Signal: ...

    def __mod__(self, arg: Signal | float, /) -> Signal: ...

    def __rmod__(self, arg: Signal | float, /) -> Signal: ...

    def __pow__(self, arg: Signal | float, /) -> Signal: ...

    def __rpow__(self, arg: Signal | float, /) -> Signal: ...

    def __lt__(self, arg: Signal | float, /) -> Signal: ...

    def __gt__(self, arg: Signal | float, /) -> Signal: ...

    def __le__(self, arg: Signal | float, /) -> Signal: ...

    def __ge__(self, arg: Signal | float, /) -> Signal: ...

    def __neg__(self) -> Signal: ...

    def __abs__(self) -> Signal: ...

    def __bool__(self) -> bool: ...

def abs(x: Signal | float) -> Signal:
    """The magnitude."""

def floor(x: Signal | float) -> Signal:
    """The whole number below."""

def ceil(x: Signal | float) -> Signal:
    """The whole number above."""

def round(x: Signal | float) -> Signal:
    """The nearest whole number; halves go up."""

def sqrt(x: Signal | float) -> Signal:
    """The square root."""

def sin(x: Signal | float) -> Signal:
    """Sine of radians."""

def cos(x: Signal | float) -> Signal:
    """Cosine of radians."""

def tan(x: Signal | float) -> Signal:
    """Tangent of radians."""

def exp(x: Signal | float) -> Signal:
    """e to the x."""

def log(x: Signal | float) -> Signal:
    """The natural logarithm."""

def tanh(x: Signal | float) -> Signal:
    """A soft clip to -1..1."""

def mem(x: Signal | float) -> Signal:
    """x one frame ago; 0 at the start."""

def min(a: Signal | float, b: Signal | float) -> Signal:
    """The smaller one."""

def max(a: Signal | float, b: Signal | float) -> Signal:
    """The larger one."""

def mod(a: Signal | float, b: Signal | float) -> Signal:
    """a - b floor(a / b): has the sign of b."""

def pow(a: Signal | float, b: Signal | float) -> Signal:
    """a to the b."""

def atan2(a: Signal | float, b: Signal | float) -> Signal:
    """The angle of (x = b, y = a)."""

def eq(a: Signal | float, b: Signal | float) -> Signal:
    """1 where they are equal, else 0."""

def ne(a: Signal | float, b: Signal | float) -> Signal:
    """1 where they differ, else 0."""

def select2(condition: Signal | float, zero: Signal | float, other: Signal | float) -> Signal:
    """`zero` where the condition is 0, else `other`."""

def clamp(x: Signal | float, low: Signal | float, high: Signal | float) -> Signal:
    """x, kept from low to high."""

@overload
def delay(x: Signal | float, frames: Signal | float, longest: int) -> Signal:
    """x as it was floor(frames) ago, at most `longest`."""

@overload
def delay(x: Signal | float, frames: int) -> Signal:
    """x as it was so many frames ago."""

def feedback(function: Callable[[Signal], object]) -> Signal:
    """y = function(y one frame ago)."""

def control(name: str, initial: float, low: float, high: float) -> Signal:
    """A number that is played and set from outside."""

def sample_rate() -> Signal:
    """In Hz."""

def white_noise() -> Signal:
    """-1..1; each call is a stream of its own."""

def sine_osc(freq: Signal | float) -> Signal:
    """A sine; freq in Hz."""

def saw(freq: Signal | float) -> Signal:
    """A band-limited sawtooth, rising; freq in Hz."""

def square(freq: Signal | float) -> Signal:
    """A band-limited square; freq in Hz."""

def triangle(freq: Signal | float) -> Signal:
    """A band-limited triangle; freq in Hz."""

def phasor(freq: Signal | float) -> Signal:
    """A ramp from 0 to 1; freq in Hz."""

def lowpass(x: Signal | float, cutoff: Signal | float, order: int = 2) -> Signal:
    """Butterworth lowpass; cutoff in Hz."""

def highpass(x: Signal | float, cutoff: Signal | float, order: int = 2) -> Signal:
    """Butterworth highpass; cutoff in Hz."""

def bandpass(x: Signal | float, cutoff: Signal | float, q: Signal | float = 1.0) -> Signal:
    """Two-pole bandpass, 0 dB at its cutoff in Hz."""

def resonant_lowpass(x: Signal | float, cutoff: Signal | float, q: Signal | float) -> Signal:
    """Two-pole lowpass with a peak of q at its cutoff in Hz."""

def resonant_highpass(x: Signal | float, cutoff: Signal | float, q: Signal | float) -> Signal:
    """Two-pole highpass with a peak of q at its cutoff in Hz."""

def adsr(attack: Signal | float, decay: Signal | float, sustain: Signal | float, release: Signal | float, gate: Signal | float) -> Signal:
    """Straight lines; times in seconds, sustain 0..1."""

def ar(attack: Signal | float, release: Signal | float, gate: Signal | float) -> Signal:
    """Straight lines; times in seconds."""

def reverb(x: Signal | float, room: Signal | float, damping: Signal | float = 0.5) -> Signal:
    """Freeverb, all wet; room and damping 0..1."""

def delay_seconds(x: Signal | float, seconds: Signal | float, longest: float) -> Signal:
    """x as it was, between frames too; at most `longest`."""

def reverb_stereo(x: Signal | float, room: Signal | float, damping: Signal | float = 0.5) -> tuple[Signal, Signal]:
    """(left, right), as reverb."""

def pan(x: Signal | float, position: Signal | float) -> tuple[Signal, Signal]:
    """(left, right); position -1 (left) to 1 (right)."""
