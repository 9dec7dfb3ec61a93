"""Patterns."""

from collections.abc import Callable
from typing import overload


class Pattern:
    """Events in every cycle, forever."""

    def fast(self, n: float) -> Pattern:
        """n times as fast."""

    def over(self, n: float) -> Pattern:
        """One cycle over n cycles."""

    def slow(self, n: float) -> Pattern:
        """One cycle over n cycles."""

    def shift(self, cycles: float) -> Pattern:
        """So many cycles later."""

    def late(self, cycles: float) -> Pattern:
        """So many cycles later."""

    def early(self, cycles: float) -> Pattern:
        """So many cycles earlier."""

    def reverse(self) -> Pattern:
        """Each cycle backwards."""

    def every(self, n: int, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transformed pattern in cycles 0, n, 2n, ..."""

    def spread(self, hits: int, steps: int, rotation: int = 0) -> Pattern:
        """At the hits of a Euclidean rhythm."""

    def thin(self, share: float) -> Pattern:
        """Without that share of its notes."""

    def degrade(self, share: float) -> Pattern:
        """Without that share of its notes."""

    @overload
    def mask(self, where: str) -> Pattern:
        """Only where the text says 1: "1 1 0 1"."""

    @overload
    def mask(self, where: Pattern) -> Pattern:
        """Only where the pattern is true."""

    def sometimes(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Each note as it is, or with this probability transformed."""

    def swing(self, amount: float, steps: int = 8) -> Pattern:
        """
        The first of each pair of steps takes this part of the pair; 0.5 is straight.
        """

    def legato(self, part: float) -> Pattern:
        """How much of its length a note sounds."""

    def set(self, control: str, value: float) -> Pattern:
        """Set a control on every event."""

    def __add__(self, arg: Pattern, /) -> Pattern: ...

    def __or__(self, arg: Pattern, /) -> Pattern: ...

    def __mul__(self, arg: int, /) -> Pattern: ...

    def __rmul__(self, arg: int, /) -> Pattern: ...

    def grid(self, cycles: int = 2, colour: bool = False) -> str:
        """
        A text with time to the right and a row for each value: x begins an event, = holds it.
        """

    def table(self, cycles: int = 4) -> str:
        """A text with a line for each event."""

    def show(self, cycles: int = 4) -> None:
        """Print the table of its events."""

    def __repr__(self) -> str: ...

def hit() -> Pattern:
    """One hit a cycle."""

def rest() -> Pattern:
    """A cycle of silence."""

def note(*steps: Pattern | str | int | float | None) -> Pattern:
    """
    A note a cycle, or a chord: a name ("C#4"), a whole number (MIDI) or Hz.
    """

def seq(*steps: Pattern | str | int | float | None) -> Pattern:
    """The steps in equal shares of a cycle; None is a rest."""

def cat(*steps: Pattern | str | int | float | None) -> Pattern:
    """Each pattern for a whole cycle, in turn."""

def stack(*steps: Pattern | str | int | float | None) -> Pattern:
    """All at once."""

def struct(rhythm: Pattern, melody: Pattern) -> Pattern:
    """The rhythm's events with the melody's values."""

def p(text: str) -> Pattern:
    """Mini-notation: "x . x . x . . x", "A2 [D3 E3] ~ <C4 G4>"."""

def sine(low: float = 0.0, high: float = 1.0) -> Pattern:
    """A sine, one period a cycle, from the middle up."""

def saw(low: float = 0.0, high: float = 1.0) -> Pattern:
    """A rise from low to high in each cycle."""

def ramp(low: float = 0.0, high: float = 1.0) -> Pattern:
    """A rise from low to high in each cycle."""

def tri(low: float = 0.0, high: float = 1.0) -> Pattern:
    """A rise to the middle of the cycle, and a fall."""

def rand(low: float = 0.0, high: float = 1.0) -> Pattern:
    """Random values, new in each cycle."""

def reverse(pattern: Pattern) -> Pattern:
    """Each cycle backwards; also a transform: p.every(4, krp.reverse)."""

def fast(n: float) -> Callable[[Pattern], Pattern]:
    """The transform that plays n times as fast."""

def over(n: float) -> Callable[[Pattern], Pattern]:
    """The transform that takes n cycles for one."""

def slow(n: float) -> Callable[[Pattern], Pattern]:
    """The transform that takes n cycles for one."""

def shift(cycles: float) -> Callable[[Pattern], Pattern]:
    """The transform that plays later."""

def thin(share: float) -> Callable[[Pattern], Pattern]:
    """The transform that drops a share of notes."""

def swing(amount: float, steps: int = 8) -> Callable[[Pattern], Pattern]:
    """The transform that swings."""

def set(control: str, value: float) -> Callable[[Pattern], Pattern]:
    """The transform that sets a control on every event."""
