"""From a Python function to a program: it runs once, with signals for numbers."""

import inspect
import traceback
from collections.abc import Callable

from krach import notebook
from krach._core import Program, Tracing
from krach._core.krs import Signal, Stereo
from krach.error import Error

type_of_result = "a signal, or two signals (left, right)"
Result = Signal | float | Stereo | tuple[Signal | float, Signal | float]
SynthFunction = Callable[..., Result]


class Synth:
    """A traced synth function. Its audio parameters make it an effect: none, one or two."""

    def __init__(self, function: SynthFunction | Program, name: str | None = None) -> None:
        self.function = None if isinstance(function, Program) else function
        self.name = name or getattr(function, "__name__", "synth")
        self.program = function if isinstance(function, Program) else trace(function)

    def __call__(self, *inputs: Signal) -> Result:
        """Use it inside another synth function, like any function of signals."""
        if self.function is None:
            raise Error("it is a program, not a function", self.name, "play it as a node")
        return self.function(*inputs)

    def _repr_html_(self) -> str:
        return notebook.synth(self.name, self.program)

    def __repr__(self) -> str:
        return f"<synth {self.name}: {self.program!r}>"


def trace(function: SynthFunction) -> Program:
    """Run `function` once and keep what it did.

    Raises krach.Error, its place the function's line, for what goes wrong inside.
    """
    name = getattr(function, "__name__", "synth")
    count = len(inspect.signature(function).parameters)
    tracing = Tracing(count)
    try:
        result = function(*tracing.inputs())
        outputs = list(result) if isinstance(result, tuple | Stereo) else [result]
        return tracing.finish([_as_signal(output, name) for output in outputs])
    except Exception as error:
        raise Error(*_explain(error, function, name)) from error
    finally:
        tracing.abandon()


def _as_signal(output: object, name: str) -> Signal:
    if isinstance(output, Signal):
        return output
    if isinstance(output, int | float):
        return Signal(output)
    raise TypeError(f"{name}() gives {type(output).__name__}, not {type_of_result}")


def _explain(error: Exception, function: SynthFunction, name: str) -> tuple[str, str, str]:
    """The fact, the place and the remedy of what went wrong inside a synth function."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if f.filename != __file__]
    code = getattr(function, "__code__", None)
    where = f"{name}()"
    if inside:
        where = f"{inside[-1].filename}:{inside[-1].lineno}, in {name}()"
    elif code is not None:
        where = f"{code.co_filename}:{code.co_firstlineno}, in {name}()"
    if isinstance(error, Error):
        first = error.faults[0]
        return f"{first.place}: {first.fact}", where, first.remedy
    hint = "a synth function takes signals, computes with krs, and gives " + type_of_result
    return f"{type(error).__name__}: {error}", where, hint
