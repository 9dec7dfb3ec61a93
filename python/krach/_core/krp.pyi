"""Patterns."""

from collections.abc import Callable, Sequence
from typing import overload


class Pattern:
    """Events in every cycle, forever."""

    def fast(self, n: Pattern | str | float) -> Pattern:
        """n times as fast."""

    def over(self, n: Pattern | str | float) -> Pattern:
        """One cycle over n cycles."""

    def slow(self, n: Pattern | str | float) -> Pattern:
        """One cycle over n cycles."""

    def shift(self, cycles: Pattern | str | float) -> Pattern:
        """So many cycles later."""

    def late(self, cycles: Pattern | str | float) -> Pattern:
        """So many cycles later."""

    def early(self, cycles: Pattern | str | float) -> Pattern:
        """So many cycles earlier."""

    def reverse(self) -> Pattern:
        """Each cycle backwards."""

    def palindrome(self) -> Pattern:
        """Forwards, backwards, forwards, ..."""

    def iter(self, n: Pattern | str | float) -> Pattern:
        """Each cycle begins an nth later in the pattern than the one before."""

    def iter_back(self, n: Pattern | str | float) -> Pattern:
        """As iter, the other way round."""

    def compress(self, begin: float, end: float) -> Pattern:
        """The cycle in that share of it, silence in the rest."""

    def zoom(self, begin: float, end: float) -> Pattern:
        """That share of each cycle as the whole cycle."""

    def fast_gap(self, n: Pattern | str | float) -> Pattern:
        """n times as fast, once a cycle, then silence."""

    def linger(self, share: Pattern | str | float) -> Pattern:
        """That share of the cycle again and again; of its end if negative."""

    def inside(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transform as if n cycles were one."""

    def outside(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transform as if one cycle were n."""

    def ribbon(self, begin: Pattern | str | float, cycles: Pattern | str | float) -> Pattern:
        """So many cycles from there on, again and again."""

    def repeat_cycles(self, n: Pattern | str | float) -> Pattern:
        """Each cycle n times."""

    def ply(self, n: Pattern | str | float) -> Pattern:
        """Each event n times in its own time."""

    def press(self) -> Pattern:
        """Each event in the second half of its time."""

    def press_by(self, share: Pattern | str | float) -> Pattern:
        """Each event without that share at its begin."""

    def brak(self) -> Pattern:
        """Every second cycle squeezed into its first half, and a quarter late."""

    def shuffle(self, n: Pattern | str | float) -> Pattern:
        """n pieces of each cycle in a drawn order."""

    def scramble(self, n: Pattern | str | float) -> Pattern:
        """n drawn pieces of each cycle."""

    def every(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transformed pattern in cycles 0, n, 2n, ..."""

    def first_of(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transformed pattern in the first of each n cycles."""

    def last_of(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transformed pattern in the last of each n cycles."""

    def when(self, where: Pattern | str | int | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """The transformed pattern while `where` is true."""

    def chunk(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Each cycle n times, with another nth of it transformed each time."""

    def chunk_back(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """As chunk, from the last nth to the first."""

    def fast_chunk(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """As chunk, without the repetitions."""

    def within(self, begin: float, end: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        The notes that begin in that share of the cycle from the transformed pattern.
        """

    def pick(self, patterns: Sequence[Pattern], how: str = 'mix') -> Pattern:
        """What this pattern's numbers choose from the list."""

    def thin(self, share: float) -> Pattern:
        """Without that share of its notes."""

    def degrade(self, share: float = 0.5) -> Pattern:
        """Without that share of its notes."""

    def undegrade(self, share: float = 0.5) -> Pattern:
        """The notes that degrade leaves out."""

    def sometimes(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Each note as it is, or with this probability transformed."""

    def sometimes_by(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Each note as it is, or with this probability transformed."""

    def often(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Three notes of four transformed."""

    def rarely(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """One note of four transformed."""

    def always(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Transformed."""

    def never(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """As it is."""

    def some_cycles(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Half of the cycles transformed, drawn."""

    def some_cycles_by(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Cycles transformed with this probability."""

    def off(self, cycles: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Also, so many cycles later, transformed."""

    def superimpose(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Also transformed."""

    def jux(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """Left as it is, right transformed."""

    def jux_by(self, width: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """As jux, less far apart: 0 is both in the middle."""

    def layer(self, transforms: Sequence[Callable[[Pattern], Pattern]]) -> Pattern:
        """Once for each transform, and not itself."""

    def echo(self, times: int, cycles: Pattern | str | float, feedback: float) -> Pattern:
        """Again and again, each time later and less loud."""

    def stut(self, times: int, feedback: float, cycles: Pattern | str | float) -> Pattern:
        """As echo, with Tidal's order of arguments."""

    def spread(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Pattern:
        """At the hits of a Euclidean rhythm, rotated to the left."""

    def euclid(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Pattern:
        """At the hits of a Euclidean rhythm, rotated to the left."""

    def euclid_rot(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Pattern:
        """At the hits of a Euclidean rhythm, rotated to the left."""

    def euclid_legato(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Pattern:
        """As euclid, each hit as long as up to the next."""

    def euclid_legato_rot(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Pattern:
        """As euclid, each hit as long as up to the next."""

    def euclid_full(self, hits: Pattern | str | float, steps: Pattern | str | float, other: Pattern) -> Pattern:
        """As euclid, with another pattern in the rests."""

    def struct(self, rhythm: Pattern | str | int | float) -> Pattern:
        """The rhythm's events with this pattern's values."""

    def mask(self, where: Pattern | str | int | float) -> Pattern:
        """Only where the text or pattern is true: "1 1 0 1"."""

    def segment(self, n: Pattern | str | float) -> Pattern:
        """n events a cycle."""

    def swing(self, amount: float, steps: int = 8) -> Pattern:
        """
        The first of each pair of steps takes this part of the pair; 0.5 is straight.
        """

    def legato(self, part: float) -> Pattern:
        """How much of its length a note sounds."""

    def chop(self, n: Pattern | str | float) -> Pattern:
        """Each event in n parts, each a part of its sound."""

    def striate(self, n: Pattern | str | float) -> Pattern:
        """
        The cycle n times: all first parts of the sounds, then all second ones, ...
        """

    def slice(self, n: Pattern | str | float, indices: Pattern | str | int | float) -> Pattern:
        """The events of `indices`, each playing that nth of the sound."""

    def hurry(self, n: Pattern | str | float) -> Pattern:
        """Faster, and its sounds as much higher."""

    def add(self, other: Pattern | str | int | float, how: str = 'in') -> Pattern:
        """Values added."""

    def sub(self, other: Pattern | str | int | float, how: str = 'in') -> Pattern:
        """Values subtracted."""

    def mul(self, other: Pattern | str | int | float, how: str = 'in') -> Pattern:
        """Values multiplied."""

    def div(self, other: Pattern | str | int | float, how: str = 'in') -> Pattern:
        """Values divided."""

    def mod(self, other: Pattern | str | int | float, how: str = 'in') -> Pattern:
        """What division leaves."""

    def keep(self, other: Pattern | str | int | float, how: str = 'in') -> Pattern:
        """The other's controls where this one has none."""

    def range(self, low: Pattern | str | float, high: Pattern | str | float) -> Pattern:
        """0 to 1 becomes low to high."""

    def rangex(self, low: Pattern | str | float, high: Pattern | str | float) -> Pattern:
        """As range, in equal ratios."""

    def scale(self, name: str) -> Pattern:
        """Degrees become pitches: "C:minor", "D4 dorian"."""

    def transpose(self, half_tones: Pattern | str | float) -> Pattern:
        """Pitches moved."""

    def scale_transpose(self, scale: str, degrees: Pattern | str | float) -> Pattern:
        """Pitches moved inside a scale."""

    @overload
    def set(self, control: str, value: Pattern | str | int | float | None) -> Pattern:
        """
        Set a control on every event; without a value, name what the pattern says.
        """

    @overload
    def set(self, other: Pattern, how: str = 'in') -> Pattern:
        """The other's values, where it has them."""

    def s(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def n(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def note(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def gain(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def pan(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def vel(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def cutoff(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

    def speed(self, value: Pattern | str | int | float | None = None) -> Pattern:
        """That control; without a value, of what the pattern says."""

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

def fast(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """n times as fast."""

def over(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """One cycle over n cycles."""

def slow(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """One cycle over n cycles."""

def shift(cycles: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """So many cycles later."""

def late(cycles: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """So many cycles later."""

def early(cycles: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """So many cycles earlier."""

def reverse(pattern: Pattern) -> Pattern:
    """Each cycle backwards."""

def palindrome(pattern: Pattern) -> Pattern:
    """Forwards, backwards, forwards, ..."""

def iter(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Each cycle begins an nth later in the pattern than the one before."""

def iter_back(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """As iter, the other way round."""

def compress(begin: float, end: float) -> Callable[[Pattern], Pattern]:
    """The cycle in that share of it, silence in the rest."""

def zoom(begin: float, end: float) -> Callable[[Pattern], Pattern]:
    """That share of each cycle as the whole cycle."""

def fast_gap(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """n times as fast, once a cycle, then silence."""

def linger(share: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """That share of the cycle again and again; of its end if negative."""

def inside(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """The transform as if n cycles were one."""

def outside(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """The transform as if one cycle were n."""

def ribbon(begin: Pattern | str | float, cycles: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """So many cycles from there on, again and again."""

def repeat_cycles(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Each cycle n times."""

def ply(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Each event n times in its own time."""

def press(pattern: Pattern) -> Pattern:
    """Each event in the second half of its time."""

def press_by(share: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Each event without that share at its begin."""

def brak(pattern: Pattern) -> Pattern:
    """Every second cycle squeezed into its first half, and a quarter late."""

def shuffle(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """n pieces of each cycle in a drawn order."""

def scramble(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """n drawn pieces of each cycle."""

def every(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """The transformed pattern in cycles 0, n, 2n, ..."""

def first_of(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """The transformed pattern in the first of each n cycles."""

def last_of(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """The transformed pattern in the last of each n cycles."""

def when(where: Pattern | str | int | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """The transformed pattern while `where` is true."""

def chunk(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Each cycle n times, with another nth of it transformed each time."""

def chunk_back(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """As chunk, from the last nth to the first."""

def fast_chunk(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """As chunk, without the repetitions."""

def within(begin: float, end: float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """
    The notes that begin in that share of the cycle from the transformed pattern.
    """

def pick(patterns: Sequence[Pattern], how: str = 'mix') -> Callable[[Pattern], Pattern]:
    """What this pattern's numbers choose from the list."""

def thin(share: float) -> Callable[[Pattern], Pattern]:
    """Without that share of its notes."""

def degrade(share: float = 0.5) -> Callable[[Pattern], Pattern]:
    """Without that share of its notes."""

def undegrade(share: float = 0.5) -> Callable[[Pattern], Pattern]:
    """The notes that degrade leaves out."""

def sometimes(probability: float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Each note as it is, or with this probability transformed."""

def sometimes_by(probability: float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Each note as it is, or with this probability transformed."""

def often(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Three notes of four transformed."""

def rarely(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """One note of four transformed."""

def always(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Transformed."""

def never(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """As it is."""

def some_cycles(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Half of the cycles transformed, drawn."""

def some_cycles_by(probability: float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Cycles transformed with this probability."""

def off(cycles: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Also, so many cycles later, transformed."""

def superimpose(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Also transformed."""

def jux(transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """Left as it is, right transformed."""

def jux_by(width: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Callable[[Pattern], Pattern]:
    """As jux, less far apart: 0 is both in the middle."""

def layer(transforms: Sequence[Callable[[Pattern], Pattern]]) -> Callable[[Pattern], Pattern]:
    """Once for each transform, and not itself."""

def echo(times: int, cycles: Pattern | str | float, feedback: float) -> Callable[[Pattern], Pattern]:
    """Again and again, each time later and less loud."""

def stut(times: int, feedback: float, cycles: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """As echo, with Tidal's order of arguments."""

def spread(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Callable[[Pattern], Pattern]:
    """At the hits of a Euclidean rhythm, rotated to the left."""

def euclid(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Callable[[Pattern], Pattern]:
    """At the hits of a Euclidean rhythm, rotated to the left."""

def euclid_rot(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Callable[[Pattern], Pattern]:
    """At the hits of a Euclidean rhythm, rotated to the left."""

def euclid_legato(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Callable[[Pattern], Pattern]:
    """As euclid, each hit as long as up to the next."""

def euclid_legato_rot(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0.0) -> Callable[[Pattern], Pattern]:
    """As euclid, each hit as long as up to the next."""

def euclid_full(hits: Pattern | str | float, steps: Pattern | str | float, other: Pattern) -> Callable[[Pattern], Pattern]:
    """As euclid, with another pattern in the rests."""

@overload
def struct(rhythm: Pattern | str | int | float) -> Callable[[Pattern], Pattern]:
    """The rhythm's events with this pattern's values."""

@overload
def struct(rhythm: Pattern, melody: Pattern) -> Pattern:
    """The rhythm's events with the melody's values."""

def mask(where: Pattern | str | int | float) -> Callable[[Pattern], Pattern]:
    """Only where the text or pattern is true: "1 1 0 1"."""

def segment(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """n events a cycle."""

def swing(amount: float, steps: int = 8) -> Callable[[Pattern], Pattern]:
    """
    The first of each pair of steps takes this part of the pair; 0.5 is straight.
    """

def legato(part: float) -> Callable[[Pattern], Pattern]:
    """How much of its length a note sounds."""

def chop(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Each event in n parts, each a part of its sound."""

def striate(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """
    The cycle n times: all first parts of the sounds, then all second ones, ...
    """

def slice(n: Pattern | str | float, indices: Pattern | str | int | float) -> Callable[[Pattern], Pattern]:
    """The events of `indices`, each playing that nth of the sound."""

def hurry(n: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Faster, and its sounds as much higher."""

def add(other: Pattern | str | int | float, how: str = 'in') -> Callable[[Pattern], Pattern]:
    """Values added."""

def sub(other: Pattern | str | int | float, how: str = 'in') -> Callable[[Pattern], Pattern]:
    """Values subtracted."""

def mul(other: Pattern | str | int | float, how: str = 'in') -> Callable[[Pattern], Pattern]:
    """Values multiplied."""

def div(other: Pattern | str | int | float, how: str = 'in') -> Callable[[Pattern], Pattern]:
    """Values divided."""

def mod(other: Pattern | str | int | float, how: str = 'in') -> Callable[[Pattern], Pattern]:
    """What division leaves."""

def keep(other: Pattern | str | int | float, how: str = 'in') -> Callable[[Pattern], Pattern]:
    """The other's controls where this one has none."""

def range(low: Pattern | str | float, high: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """0 to 1 becomes low to high."""

def rangex(low: Pattern | str | float, high: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """As range, in equal ratios."""

def scale(name: str) -> Callable[[Pattern], Pattern]:
    """Degrees become pitches: "C:minor", "D4 dorian"."""

def transpose(half_tones: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Pitches moved."""

def scale_transpose(scale: str, degrees: Pattern | str | float) -> Callable[[Pattern], Pattern]:
    """Pitches moved inside a scale."""

def set(control: str, value: Pattern | str | int | float | None) -> Callable[[Pattern], Pattern]:
    """
    Set a control on every event; without a value, name what the pattern says.
    """

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

def polymeter(*steps: Pattern | str | int | float | None) -> Pattern:
    """All at once, step by step."""

def choose(*steps: Pattern | str | int | float | None) -> Pattern:
    """One of these at every moment that samples it, drawn."""

def irand(n: int) -> Pattern:
    """Whole numbers from 0 to n - 1, drawn."""

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

def isaw(low: float = 0.0, high: float = 1.0) -> Pattern:
    """A fall from high to low in each cycle."""

def square(low: float = 0.0, high: float = 1.0) -> Pattern:
    """Low, then high."""

def cosine(low: float = 0.0, high: float = 1.0) -> Pattern:
    """A sine, one period a cycle, from the top."""

def perlin(low: float = 0.0, high: float = 1.0) -> Pattern:
    """Smoothly from one random value to the next."""

def exp(low: float = 0.01, high: float = 1.0) -> Pattern:
    """A rise in equal ratios."""
