"""Signals: what synth functions are written in. A call computes nothing: it is traced."""

from krach._core.krs import *  # noqa: F403
from collections.abc import Callable
from typing import Any

from krach._core.krs import Signal


def chain(*functions: Callable[..., Any]) -> Callable[[Signal], Any]:
    """The functions one after the other: chain(krs.dcblock, krs.distort)."""

    def chained(x: Signal) -> Any:
        out: Any = x
        for function in functions:
            out = function(out)
        return out

    return chained


def parallel(*functions: Callable[..., Any]) -> Callable[[Signal], Any]:
    """The sum of what the functions make of one sound: parallel(krs.passthrough, krs.reverb)."""

    def summed(x: Signal) -> Any:
        return merge(*(function(x) for function in functions))

    return summed


def split(x: Any, count: int = 2) -> tuple[Any, ...]:
    """The same sound `count` times."""
    return (x,) * count


def merge(*sounds: Any) -> Any:
    """The sum of the sounds."""
    first, *others = sounds
    for other in others:
        first = first + other
    return first


def passthrough(x: Any) -> Any:
    """The sound itself."""
    return x
