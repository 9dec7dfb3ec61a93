"""Signals: what synth functions are written in. A call computes nothing: it is traced."""

from collections.abc import Callable

from krach._core.krs import *  # noqa: F403
from krach._core.krs import Signal, Stereo

Sound = Signal | Stereo
Effect = Callable[..., Sound]


def chain(*functions: Effect) -> Effect:
    """The functions one after the other: chain(krs.dcblock, krs.distort)."""

    def chained(x: Sound) -> Sound:
        for function in functions:
            x = function(x)
        return x

    return chained


def parallel(*functions: Effect) -> Effect:
    """The sum of what the functions make of one sound: parallel(krs.passthrough, krs.reverb)."""

    def summed(x: Sound) -> Sound:
        return merge(*(function(x) for function in functions))

    return summed


def split(x: Sound, count: int = 2) -> tuple[Sound, ...]:
    """The same sound `count` times."""
    return (x,) * count


def merge(*sounds: Sound) -> Sound:
    """The sum of the sounds."""
    first, *others = sounds
    for other in others:
        first = first + other
    return first


def passthrough(x: Sound) -> Sound:
    """The sound itself."""
    return x
