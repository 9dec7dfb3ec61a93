"""Patterns."""

from collections.abc import Callable, Sequence
from typing import overload


class Pattern:
    """Events in every cycle, forever."""

    def fast(self, n: Pattern | str | float) -> Pattern:
        """
        n times as fast.

            p.fast(n)

        Example: p("bd sn").fast("<1 2>")
        """

    def over(self, n: Pattern | str | float) -> Pattern:
        """
        One cycle over n cycles.

            p.over(n)

        Example: p("C4 E4 G4").over(2)
        """

    def slow(self, n: Pattern | str | float) -> Pattern:
        """
        One cycle over n cycles.

            p.slow(n)

        Example: p("C4 E4 G4").slow(2)
        """

    def shift(self, cycles: Pattern | str | float) -> Pattern:
        """
        So many cycles later; earlier if negative.

            p.shift(cycles)

        Example: p("bd . . .").shift(1/8)
        """

    def late(self, cycles: Pattern | str | float) -> Pattern:
        """
        So many cycles later.

            p.late(cycles)

        Example: p("bd sn").late(0.25)
        """

    def early(self, cycles: Pattern | str | float) -> Pattern:
        """
        So many cycles earlier.

            p.early(cycles)

        Example: p("bd sn").early(0.25)
        """

    def reverse(self) -> Pattern:
        """
        Each cycle backwards.

            p.reverse()

        Example: p("C4 E4 G4").reverse()
        """

    def palindrome(self) -> Pattern:
        """
        Forwards, backwards, forwards, ...

            p.palindrome()

        Example: p("C4 E4 G4").palindrome()
        """

    def iter(self, n: Pattern | str | float) -> Pattern:
        """
        Each cycle begins an nth later in the pattern than the one before.

            p.iter(n)

        Example: p("a b c d").iter(4)
        """

    def iter_back(self, n: Pattern | str | float) -> Pattern:
        """
        As iter, the other way round.

            p.iter_back(n)

        Example: p("a b c d").iter_back(4)
        """

    def ply(self, n: Pattern | str | float) -> Pattern:
        """
        Each event n times in its own time.

            p.ply(n)

        Example: p("bd sn").ply(2)
        """

    def linger(self, share: Pattern | str | float) -> Pattern:
        """
        That share of the cycle again and again; of its end if negative.

            p.linger(share)

        Example: p("a b c d").linger(1/4)
        """

    def compress(self, begin: float, end: float) -> Pattern:
        """
        The cycle in that share of it, silence in the rest.

            p.compress(begin, end)

        Example: p("bd sn").compress(1/4, 3/4)
        """

    def zoom(self, begin: float, end: float) -> Pattern:
        """
        That share of each cycle as the whole cycle.

            p.zoom(begin, end)

        Example: p("a b c d").zoom(1/4, 3/4)
        """

    def fast_gap(self, n: Pattern | str | float) -> Pattern:
        """
        n times as fast, once a cycle, then silence.

            p.fast_gap(n)

        Example: p("bd sn").fast_gap(2)
        """

    def inside(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        The transform as if n cycles were one.

            p.inside(n, transform)

        Example: p("0 1 2 3").inside(2, reverse)
        """

    def outside(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        The transform as if one cycle were n.

            p.outside(n, transform)

        Example: p("<0 1 2 3>").outside(4, reverse)
        """

    def ribbon(self, begin: Pattern | str | float, cycles: Pattern | str | float) -> Pattern:
        """
        So many cycles from there on, again and again.

            p.ribbon(begin, cycles)

        Example: p("<a b c d>").ribbon(1, 2)
        """

    def repeat_cycles(self, n: Pattern | str | float) -> Pattern:
        """
        Each cycle n times.

            p.repeat_cycles(n)

        Example: p("<a b>").repeat_cycles(4)
        """

    def press(self) -> Pattern:
        """
        Each event in the second half of its time.

            p.press()

        Example: p("bd sn").press()
        """

    def press_by(self, share: Pattern | str | float) -> Pattern:
        """
        Each event without that share at its begin.

            p.press_by(share)

        Example: p("bd sn").press_by(1/3)
        """

    def brak(self) -> Pattern:
        """
        Every second cycle squeezed into its first half, and a quarter late.

            p.brak()

        Example: p("bd sn").brak()
        """

    def shuffle(self, n: Pattern | str | float) -> Pattern:
        """
        n pieces of each cycle, each once, in a drawn order.

            p.shuffle(n)

        Example: p("a b c d").shuffle(4)
        """

    def scramble(self, n: Pattern | str | float) -> Pattern:
        """
        n drawn pieces of each cycle.

            p.scramble(n)

        Example: p("a b c d").scramble(4)
        """

    def swing(self, amount: float, steps: int = 8) -> Pattern:
        """
        The first of each pair of steps takes this part of the pair; 0.5 is straight.

            p.swing(amount, steps=8)

        Example: p("hh*8").swing(0.67, 8)
        """

    def every(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Transformed in cycles 0, n, 2n, ...

            p.every(n, transform)

        Example: p("bd sn").every(4, reverse)
        """

    def first_of(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Transformed in the first of each n cycles.

            p.first_of(n, transform)

        Example: p("bd sn").first_of(4, fast(2))
        """

    def last_of(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Transformed in the last of each n cycles.

            p.last_of(n, transform)

        Example: p("bd sn").last_of(4, fast(2))
        """

    def when(self, where: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Transformed while `where` is true.

            p.when(where, transform)

        Example: p("bd sn").when("<1 0 0>", ply(2))
        """

    def chunk(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Each cycle n times, with another nth of it transformed each time.

            p.chunk(n, transform)

        Example: p("a b c d").chunk(4, ply(2))
        """

    def chunk_back(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        As chunk, from the last nth to the first.

            p.chunk_back(n, transform)

        Example: p("a b c d").chunk_back(4, ply(2))
        """

    def fast_chunk(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        As chunk, without the repetitions.

            p.fast_chunk(n, transform)

        Example: p("<a b>*4").fast_chunk(4, ply(2))
        """

    def within(self, begin: float, end: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        The notes that begin in that share of the cycle from the transformed pattern.

            p.within(begin, end, transform)

        Example: p("bd sn hh cp").within(1/2, 1, fast(2))
        """

    def pick(self, patterns: Sequence[Pattern | str], how: str = "mix") -> Pattern:
        """
        What this pattern's numbers choose from the list; the nearest if there is none.

            p.pick(patterns, how="mix")

        Example: p("<0 1>").pick([p("bd*4"), p("sn cp")])
        """

    def pick_mod(self, patterns: Sequence[Pattern | str], how: str = "mix") -> Pattern:
        """
        As pick, counted round and round.

            p.pick_mod(patterns, how="mix")

        Example: p("<0 1 2>").pick_mod([p("bd*4"), p("sn cp")])
        """

    def inner_join(self, patterns: Sequence[Pattern | str]) -> Pattern:
        """
        As pick; events last as long as both do.

            p.inner_join(patterns)

        Example: p("0 1").inner_join([p("bd*4"), p("sn cp")])
        """

    def outer_join(self, patterns: Sequence[Pattern | str]) -> Pattern:
        """
        As pick; events are those of the choosing pattern.

            p.outer_join(patterns)

        Example: p("0 1").outer_join([p("bd*4"), p("sn cp")])
        """

    def squeeze_join(self, patterns: Sequence[Pattern | str]) -> Pattern:
        """
        As pick; a whole cycle inside each event of the choosing pattern.

            p.squeeze_join(patterns)

        Example: p("0 1").squeeze_join([p("bd*4"), p("sn cp")])
        """

    def fix(self, control: str, value: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Transformed where a control, or the bare value, is this.

            p.fix(control, value, transform)

        Example: p("bd sn").fix("s", "bd", ply(2))
        """

    def thin(self, share: float) -> Pattern:
        """
        Without that share of its notes, drawn note by note.

            p.thin(share)

        Example: p("hh*8").thin(0.3)
        """

    def degrade(self, share: float = 0.5) -> Pattern:
        """
        Without that share of its notes.

            p.degrade(share=0.5)

        Example: p("hh*8").degrade()
        """

    def undegrade(self, share: float = 0.5) -> Pattern:
        """
        The notes that degrade leaves out.

            p.undegrade(share=0.5)

        Example: p("hh*8").undegrade()
        """

    def sometimes(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Each note as it is, or with this probability transformed.

            p.sometimes(probability, transform)

        Example: p("hh*8").sometimes(0.3, ply(2))
        """

    def sometimes_by(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Each note as it is, or with this probability transformed.

            p.sometimes_by(probability, transform)

        Example: p("hh*8").sometimes_by(0.3, ply(2))
        """

    def often(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Three notes of four transformed.

            p.often(transform)

        Example: p("hh*8").often(ply(2))
        """

    def rarely(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        One note of four transformed.

            p.rarely(transform)

        Example: p("hh*8").rarely(ply(2))
        """

    def always(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Transformed.

            p.always(transform)

        Example: p("hh*8").always(fast(2))
        """

    def never(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        As it is.

            p.never(transform)

        Example: p("hh*8").never(fast(2))
        """

    def some_cycles(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Half of the cycles transformed, drawn.

            p.some_cycles(transform)

        Example: p("bd sn").some_cycles(fast(2))
        """

    def some_cycles_by(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Cycles transformed with this probability.

            p.some_cycles_by(probability, transform)

        Example: p("bd sn").some_cycles_by(0.2, fast(2))
        """

    def seed(self, seed: int) -> Pattern:
        """
        With draws of its own: the same wherever it stands, whatever plays it.

            p.seed(seed)

        Example: p("hh*8").thin(0.3).seed(7)
        """

    def off(self, cycles: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Also, so many cycles later, transformed.

            p.off(cycles, transform)

        Example: p("C4 E4").off(1/8, transpose(12))
        """

    def superimpose(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Also transformed.

            p.superimpose(transform)

        Example: p("C4 E4").superimpose(fast(2))
        """

    def layer(self, transforms: Sequence[Callable[[Pattern], Pattern]]) -> Pattern:
        """
        Once for each transform, and not itself.

            p.layer(transforms)

        Example: p("C4 E4").layer([fast(2), transpose(12)])
        """

    def jux(self, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        Left as it is, right transformed.

            p.jux(transform)

        Example: p("C4 E4").jux(reverse)
        """

    def jux_by(self, width: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Pattern:
        """
        As jux, less far apart: 0 is both in the middle.

            p.jux_by(width, transform)

        Example: p("C4 E4").jux_by(0.5, reverse)
        """

    def echo(self, times: int, cycles: Pattern | str | float, feedback: float) -> Pattern:
        """
        Again and again, each time later and less loud.

            p.echo(times, cycles, feedback)

        Example: p("sn . . .").echo(3, 1/8, 0.6)
        """

    def stut(self, times: int, feedback: float, cycles: Pattern | str | float) -> Pattern:
        """
        As echo, with Tidal's order of arguments.

            p.stut(times, feedback, cycles)

        Example: p("sn . . .").stut(3, 0.6, 1/8)
        """

    def spread(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Pattern:
        """
        At the hits of a Euclidean rhythm, rotated to the left.

            p.spread(hits, steps, rotation=0)

        Example: note("C4").spread(3, 8)
        """

    def euclid(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Pattern:
        """
        At the hits of a Euclidean rhythm, rotated to the left.

            p.euclid(hits, steps, rotation=0)

        Example: p("bd").euclid(3, 8)
        """

    def euclid_rot(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Pattern:
        """
        At the hits of a Euclidean rhythm, rotated to the left.

            p.euclid_rot(hits, steps, rotation=0)

        Example: p("bd").euclid_rot(3, 8, 2)
        """

    def euclid_full(self, hits: Pattern | str | float, steps: Pattern | str | float, other: Pattern | str | float) -> Pattern:
        """
        As euclid, with another pattern in the rests.

            p.euclid_full(hits, steps, other)

        Example: p("bd").euclid_full(3, 8, "hh")
        """

    def euclid_legato(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Pattern:
        """
        As euclid, each hit as long as up to the next.

            p.euclid_legato(hits, steps, rotation=0)

        Example: p("C4").euclid_legato(3, 8)
        """

    def euclid_legato_rot(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Pattern:
        """
        As euclid, each hit as long as up to the next.

            p.euclid_legato_rot(hits, steps, rotation=0)

        Example: p("C4").euclid_legato_rot(3, 8, 2)
        """

    def struct(self, rhythm: Pattern | str | float) -> Pattern:
        """
        The rhythm's events with this pattern's values.

            p.struct(rhythm)

        Example: p("C4 E4").struct("x . x x")
        """

    def mask(self, where: Pattern | str | float) -> Pattern:
        """
        Only where the text or pattern is true.

            p.mask(where)

        Example: p("hh*8").mask("1 1 0 1")
        """

    def segment(self, n: Pattern | str | float) -> Pattern:
        """
        n events a cycle.

            p.segment(n)

        Example: saw(0, 1).segment(8)
        """

    def legato(self, part: float) -> Pattern:
        """
        How much of its length a note sounds; 1 touches the next.

            p.legato(part)

        Example: p("C4 E4").legato(0.9)
        """

    def chop(self, n: Pattern | str | float) -> Pattern:
        """
        Each event in n parts, each playing its part of the sound.

            p.chop(n)

        Example: p("0 1").s("break").chop(4)
        """

    def striate(self, n: Pattern | str | float) -> Pattern:
        """
        All first parts of the sounds, then all second ones, ...

            p.striate(n)

        Example: p("bd sn").s().striate(2)
        """

    def slice(self, n: Pattern | str | float, indices: Pattern | str | float) -> Pattern:
        """
        The events of `indices`, each playing that nth of the sound.

            p.slice(n, indices)

        Example: p("break").s().slice(8, "0 3 2 1")
        """

    def hurry(self, n: Pattern | str | float) -> Pattern:
        """
        Faster, and its sounds as much higher.

            p.hurry(n)

        Example: p("bd sn").hurry(2)
        """

    def add(self, other: Pattern | str | float, how: str = "in") -> Pattern:
        """
        Values added; of pitches, half tones.

            p.add(other, how="in")

        Example: p("C4 E4").add("<0 5 7>")
        """

    def sub(self, other: Pattern | str | float, how: str = "in") -> Pattern:
        """
        Values subtracted.

            p.sub(other, how="in")

        Example: p("C4 E4").sub("<0 5 7>")
        """

    def mul(self, other: Pattern | str | float, how: str = "in") -> Pattern:
        """
        Values multiplied.

            p.mul(other, how="in")

        Example: p("1 2").mul("<2 3>")
        """

    def div(self, other: Pattern | str | float, how: str = "in") -> Pattern:
        """
        Values divided.

            p.div(other, how="in")

        Example: p("4 6").div(2)
        """

    def mod(self, other: Pattern | str | float, how: str = "in") -> Pattern:
        """
        What division leaves.

            p.mod(other, how="in")

        Example: p("5 6").mod(4)
        """

    def keep(self, other: Pattern | str | float, how: str = "in") -> Pattern:
        """
        The other's controls where this one has none.

            p.keep(other, how="in")

        Example: p("C4 E4").keep(hit(vel=0.5))
        """

    def range(self, low: Pattern | str | float, high: Pattern | str | float) -> Pattern:
        """
        0 to 1 becomes low to high.

            p.range(low, high)

        Example: sine().range(200, 800)
        """

    def rangex(self, low: Pattern | str | float, high: Pattern | str | float) -> Pattern:
        """
        As range, in equal ratios.

            p.rangex(low, high)

        Example: sine().rangex(200, 800)
        """

    def scale(self, names: str) -> Pattern:
        """
        Degrees become pitches of a scale; its name may be a pattern.

            p.scale(names)

        Example: p("0 2 4 7").scale("C:minor")
        """

    def transpose(self, half_tones: Pattern | str | float) -> Pattern:
        """
        Pitches moved by half tones.

            p.transpose(half_tones)

        Example: p("C4 E4").transpose("<0 5>")
        """

    def scale_transpose(self, scales: str, degrees: Pattern | str | float) -> Pattern:
        """
        Pitches moved inside a scale.

            p.scale_transpose(scales, degrees)

        Example: p("C4 E4").scale_transpose("C:major", 1)
        """

    def chord(self, names: str) -> Pattern:
        """
        A chord on each pitch; its name may be a pattern.

            p.chord(names)

        Example: p("C4 A3").chord("<major minor7>")
        """

    def voicing(self, top: str = "C5") -> Pattern:
        """
        Pitches moved by octaves to `top` or just below it.

            p.voicing(top="C5")

        Example: p("C4 F4").chord("major").voicing("C5")
        """

    def arp(self, mode: str = "up") -> Pattern:
        """
        The notes of each chord one after another: up, down, updown, downup, converge, diverge, pinky, thumb.

            p.arp(mode="up")

        Example: p("C4 A3").chord("major").arp("up")
        """

    def set(self, control: Pattern | str | float | None, value: Pattern | str | float | None = None, how: str = "in") -> Pattern:
        """
        A control on every event; without a value, what the pattern says is that control.

            p.set(control, value=None, how="in")

        Example: p("C4 E4").set("cutoff", "800 1200")
        """

    def s(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        The name of the sound.

            p.s(value=None)

        Example: p("bd sn").s()
        """

    def n(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        The number of the sound, or the degree of a scale.

            p.n(value=None)

        Example: p("0 2 4").n()
        """

    def note(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        The pitch.

            p.note(value=None)

        Example: hit().note("C4 E4")
        """

    def gain(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        How loud: 1 is as it is.

            p.gain(value=None)

        Example: p("bd*4").gain("1 0.7")
        """

    def vel(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        How hard, from 0 to 1.

            p.vel(value=None)

        Example: p("bd*4").vel("1 0.7")
        """

    def pan(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        From 0, left, to 1, right.

            p.pan(value=None)

        Example: p("bd*4").pan("0 1")
        """

    def cutoff(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        The cutoff of the filter, in Hz.

            p.cutoff(value=None)

        Example: p("C4*4").cutoff("400 800")
        """

    def speed(self, value: Pattern | str | float | None = None) -> Pattern:
        """
        How fast the sound is played.

            p.speed(value=None)

        Example: p("bd*4").speed("1 2")
        """

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

    def __str__(self) -> str:
        """
        Its expression, which parse() reads, and under it, as comments, a grid of 2 cycles; in colours where sys.stdout is a terminal that has them. repr() is the expression alone.
        """

    def __repr__(self) -> str: ...

class Transform:
    """What turns one pattern into another: fast(2).reverse()."""

    def fast(self, n: Pattern | str | float) -> Transform:
        """
        n times as fast.

            p.fast(n)

        Example: p("bd sn").fast("<1 2>")
        """

    def over(self, n: Pattern | str | float) -> Transform:
        """
        One cycle over n cycles.

            p.over(n)

        Example: p("C4 E4 G4").over(2)
        """

    def slow(self, n: Pattern | str | float) -> Transform:
        """
        One cycle over n cycles.

            p.slow(n)

        Example: p("C4 E4 G4").slow(2)
        """

    def shift(self, cycles: Pattern | str | float) -> Transform:
        """
        So many cycles later; earlier if negative.

            p.shift(cycles)

        Example: p("bd . . .").shift(1/8)
        """

    def late(self, cycles: Pattern | str | float) -> Transform:
        """
        So many cycles later.

            p.late(cycles)

        Example: p("bd sn").late(0.25)
        """

    def early(self, cycles: Pattern | str | float) -> Transform:
        """
        So many cycles earlier.

            p.early(cycles)

        Example: p("bd sn").early(0.25)
        """

    def reverse(self) -> Transform:
        """
        Each cycle backwards.

            p.reverse()

        Example: p("C4 E4 G4").reverse()
        """

    def palindrome(self) -> Transform:
        """
        Forwards, backwards, forwards, ...

            p.palindrome()

        Example: p("C4 E4 G4").palindrome()
        """

    def iter(self, n: Pattern | str | float) -> Transform:
        """
        Each cycle begins an nth later in the pattern than the one before.

            p.iter(n)

        Example: p("a b c d").iter(4)
        """

    def iter_back(self, n: Pattern | str | float) -> Transform:
        """
        As iter, the other way round.

            p.iter_back(n)

        Example: p("a b c d").iter_back(4)
        """

    def ply(self, n: Pattern | str | float) -> Transform:
        """
        Each event n times in its own time.

            p.ply(n)

        Example: p("bd sn").ply(2)
        """

    def linger(self, share: Pattern | str | float) -> Transform:
        """
        That share of the cycle again and again; of its end if negative.

            p.linger(share)

        Example: p("a b c d").linger(1/4)
        """

    def compress(self, begin: float, end: float) -> Transform:
        """
        The cycle in that share of it, silence in the rest.

            p.compress(begin, end)

        Example: p("bd sn").compress(1/4, 3/4)
        """

    def zoom(self, begin: float, end: float) -> Transform:
        """
        That share of each cycle as the whole cycle.

            p.zoom(begin, end)

        Example: p("a b c d").zoom(1/4, 3/4)
        """

    def fast_gap(self, n: Pattern | str | float) -> Transform:
        """
        n times as fast, once a cycle, then silence.

            p.fast_gap(n)

        Example: p("bd sn").fast_gap(2)
        """

    def inside(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        The transform as if n cycles were one.

            p.inside(n, transform)

        Example: p("0 1 2 3").inside(2, reverse)
        """

    def outside(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        The transform as if one cycle were n.

            p.outside(n, transform)

        Example: p("<0 1 2 3>").outside(4, reverse)
        """

    def ribbon(self, begin: Pattern | str | float, cycles: Pattern | str | float) -> Transform:
        """
        So many cycles from there on, again and again.

            p.ribbon(begin, cycles)

        Example: p("<a b c d>").ribbon(1, 2)
        """

    def repeat_cycles(self, n: Pattern | str | float) -> Transform:
        """
        Each cycle n times.

            p.repeat_cycles(n)

        Example: p("<a b>").repeat_cycles(4)
        """

    def press(self) -> Transform:
        """
        Each event in the second half of its time.

            p.press()

        Example: p("bd sn").press()
        """

    def press_by(self, share: Pattern | str | float) -> Transform:
        """
        Each event without that share at its begin.

            p.press_by(share)

        Example: p("bd sn").press_by(1/3)
        """

    def brak(self) -> Transform:
        """
        Every second cycle squeezed into its first half, and a quarter late.

            p.brak()

        Example: p("bd sn").brak()
        """

    def shuffle(self, n: Pattern | str | float) -> Transform:
        """
        n pieces of each cycle, each once, in a drawn order.

            p.shuffle(n)

        Example: p("a b c d").shuffle(4)
        """

    def scramble(self, n: Pattern | str | float) -> Transform:
        """
        n drawn pieces of each cycle.

            p.scramble(n)

        Example: p("a b c d").scramble(4)
        """

    def swing(self, amount: float, steps: int = 8) -> Transform:
        """
        The first of each pair of steps takes this part of the pair; 0.5 is straight.

            p.swing(amount, steps=8)

        Example: p("hh*8").swing(0.67, 8)
        """

    def every(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Transformed in cycles 0, n, 2n, ...

            p.every(n, transform)

        Example: p("bd sn").every(4, reverse)
        """

    def first_of(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Transformed in the first of each n cycles.

            p.first_of(n, transform)

        Example: p("bd sn").first_of(4, fast(2))
        """

    def last_of(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Transformed in the last of each n cycles.

            p.last_of(n, transform)

        Example: p("bd sn").last_of(4, fast(2))
        """

    def when(self, where: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Transformed while `where` is true.

            p.when(where, transform)

        Example: p("bd sn").when("<1 0 0>", ply(2))
        """

    def chunk(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Each cycle n times, with another nth of it transformed each time.

            p.chunk(n, transform)

        Example: p("a b c d").chunk(4, ply(2))
        """

    def chunk_back(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        As chunk, from the last nth to the first.

            p.chunk_back(n, transform)

        Example: p("a b c d").chunk_back(4, ply(2))
        """

    def fast_chunk(self, n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        As chunk, without the repetitions.

            p.fast_chunk(n, transform)

        Example: p("<a b>*4").fast_chunk(4, ply(2))
        """

    def within(self, begin: float, end: float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        The notes that begin in that share of the cycle from the transformed pattern.

            p.within(begin, end, transform)

        Example: p("bd sn hh cp").within(1/2, 1, fast(2))
        """

    def pick(self, patterns: Sequence[Pattern | str], how: str = "mix") -> Transform:
        """
        What this pattern's numbers choose from the list; the nearest if there is none.

            p.pick(patterns, how="mix")

        Example: p("<0 1>").pick([p("bd*4"), p("sn cp")])
        """

    def pick_mod(self, patterns: Sequence[Pattern | str], how: str = "mix") -> Transform:
        """
        As pick, counted round and round.

            p.pick_mod(patterns, how="mix")

        Example: p("<0 1 2>").pick_mod([p("bd*4"), p("sn cp")])
        """

    def inner_join(self, patterns: Sequence[Pattern | str]) -> Transform:
        """
        As pick; events last as long as both do.

            p.inner_join(patterns)

        Example: p("0 1").inner_join([p("bd*4"), p("sn cp")])
        """

    def outer_join(self, patterns: Sequence[Pattern | str]) -> Transform:
        """
        As pick; events are those of the choosing pattern.

            p.outer_join(patterns)

        Example: p("0 1").outer_join([p("bd*4"), p("sn cp")])
        """

    def squeeze_join(self, patterns: Sequence[Pattern | str]) -> Transform:
        """
        As pick; a whole cycle inside each event of the choosing pattern.

            p.squeeze_join(patterns)

        Example: p("0 1").squeeze_join([p("bd*4"), p("sn cp")])
        """

    def fix(self, control: str, value: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Transformed where a control, or the bare value, is this.

            p.fix(control, value, transform)

        Example: p("bd sn").fix("s", "bd", ply(2))
        """

    def thin(self, share: float) -> Transform:
        """
        Without that share of its notes, drawn note by note.

            p.thin(share)

        Example: p("hh*8").thin(0.3)
        """

    def degrade(self, share: float = 0.5) -> Transform:
        """
        Without that share of its notes.

            p.degrade(share=0.5)

        Example: p("hh*8").degrade()
        """

    def undegrade(self, share: float = 0.5) -> Transform:
        """
        The notes that degrade leaves out.

            p.undegrade(share=0.5)

        Example: p("hh*8").undegrade()
        """

    def sometimes(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Each note as it is, or with this probability transformed.

            p.sometimes(probability, transform)

        Example: p("hh*8").sometimes(0.3, ply(2))
        """

    def sometimes_by(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Each note as it is, or with this probability transformed.

            p.sometimes_by(probability, transform)

        Example: p("hh*8").sometimes_by(0.3, ply(2))
        """

    def often(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Three notes of four transformed.

            p.often(transform)

        Example: p("hh*8").often(ply(2))
        """

    def rarely(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        One note of four transformed.

            p.rarely(transform)

        Example: p("hh*8").rarely(ply(2))
        """

    def always(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Transformed.

            p.always(transform)

        Example: p("hh*8").always(fast(2))
        """

    def never(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        As it is.

            p.never(transform)

        Example: p("hh*8").never(fast(2))
        """

    def some_cycles(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Half of the cycles transformed, drawn.

            p.some_cycles(transform)

        Example: p("bd sn").some_cycles(fast(2))
        """

    def some_cycles_by(self, probability: float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Cycles transformed with this probability.

            p.some_cycles_by(probability, transform)

        Example: p("bd sn").some_cycles_by(0.2, fast(2))
        """

    def seed(self, seed: int) -> Transform:
        """
        With draws of its own: the same wherever it stands, whatever plays it.

            p.seed(seed)

        Example: p("hh*8").thin(0.3).seed(7)
        """

    def off(self, cycles: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Also, so many cycles later, transformed.

            p.off(cycles, transform)

        Example: p("C4 E4").off(1/8, transpose(12))
        """

    def superimpose(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Also transformed.

            p.superimpose(transform)

        Example: p("C4 E4").superimpose(fast(2))
        """

    def layer(self, transforms: Sequence[Callable[[Pattern], Pattern]]) -> Transform:
        """
        Once for each transform, and not itself.

            p.layer(transforms)

        Example: p("C4 E4").layer([fast(2), transpose(12)])
        """

    def jux(self, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        Left as it is, right transformed.

            p.jux(transform)

        Example: p("C4 E4").jux(reverse)
        """

    def jux_by(self, width: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
        """
        As jux, less far apart: 0 is both in the middle.

            p.jux_by(width, transform)

        Example: p("C4 E4").jux_by(0.5, reverse)
        """

    def echo(self, times: int, cycles: Pattern | str | float, feedback: float) -> Transform:
        """
        Again and again, each time later and less loud.

            p.echo(times, cycles, feedback)

        Example: p("sn . . .").echo(3, 1/8, 0.6)
        """

    def stut(self, times: int, feedback: float, cycles: Pattern | str | float) -> Transform:
        """
        As echo, with Tidal's order of arguments.

            p.stut(times, feedback, cycles)

        Example: p("sn . . .").stut(3, 0.6, 1/8)
        """

    def spread(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
        """
        At the hits of a Euclidean rhythm, rotated to the left.

            p.spread(hits, steps, rotation=0)

        Example: note("C4").spread(3, 8)
        """

    def euclid(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
        """
        At the hits of a Euclidean rhythm, rotated to the left.

            p.euclid(hits, steps, rotation=0)

        Example: p("bd").euclid(3, 8)
        """

    def euclid_rot(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
        """
        At the hits of a Euclidean rhythm, rotated to the left.

            p.euclid_rot(hits, steps, rotation=0)

        Example: p("bd").euclid_rot(3, 8, 2)
        """

    def euclid_full(self, hits: Pattern | str | float, steps: Pattern | str | float, other: Pattern | str | float) -> Transform:
        """
        As euclid, with another pattern in the rests.

            p.euclid_full(hits, steps, other)

        Example: p("bd").euclid_full(3, 8, "hh")
        """

    def euclid_legato(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
        """
        As euclid, each hit as long as up to the next.

            p.euclid_legato(hits, steps, rotation=0)

        Example: p("C4").euclid_legato(3, 8)
        """

    def euclid_legato_rot(self, hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
        """
        As euclid, each hit as long as up to the next.

            p.euclid_legato_rot(hits, steps, rotation=0)

        Example: p("C4").euclid_legato_rot(3, 8, 2)
        """

    def struct(self, rhythm: Pattern | str | float) -> Transform:
        """
        The rhythm's events with this pattern's values.

            p.struct(rhythm)

        Example: p("C4 E4").struct("x . x x")
        """

    def mask(self, where: Pattern | str | float) -> Transform:
        """
        Only where the text or pattern is true.

            p.mask(where)

        Example: p("hh*8").mask("1 1 0 1")
        """

    def segment(self, n: Pattern | str | float) -> Transform:
        """
        n events a cycle.

            p.segment(n)

        Example: saw(0, 1).segment(8)
        """

    def legato(self, part: float) -> Transform:
        """
        How much of its length a note sounds; 1 touches the next.

            p.legato(part)

        Example: p("C4 E4").legato(0.9)
        """

    def chop(self, n: Pattern | str | float) -> Transform:
        """
        Each event in n parts, each playing its part of the sound.

            p.chop(n)

        Example: p("0 1").s("break").chop(4)
        """

    def striate(self, n: Pattern | str | float) -> Transform:
        """
        All first parts of the sounds, then all second ones, ...

            p.striate(n)

        Example: p("bd sn").s().striate(2)
        """

    def slice(self, n: Pattern | str | float, indices: Pattern | str | float) -> Transform:
        """
        The events of `indices`, each playing that nth of the sound.

            p.slice(n, indices)

        Example: p("break").s().slice(8, "0 3 2 1")
        """

    def hurry(self, n: Pattern | str | float) -> Transform:
        """
        Faster, and its sounds as much higher.

            p.hurry(n)

        Example: p("bd sn").hurry(2)
        """

    def add(self, other: Pattern | str | float, how: str = "in") -> Transform:
        """
        Values added; of pitches, half tones.

            p.add(other, how="in")

        Example: p("C4 E4").add("<0 5 7>")
        """

    def sub(self, other: Pattern | str | float, how: str = "in") -> Transform:
        """
        Values subtracted.

            p.sub(other, how="in")

        Example: p("C4 E4").sub("<0 5 7>")
        """

    def mul(self, other: Pattern | str | float, how: str = "in") -> Transform:
        """
        Values multiplied.

            p.mul(other, how="in")

        Example: p("1 2").mul("<2 3>")
        """

    def div(self, other: Pattern | str | float, how: str = "in") -> Transform:
        """
        Values divided.

            p.div(other, how="in")

        Example: p("4 6").div(2)
        """

    def mod(self, other: Pattern | str | float, how: str = "in") -> Transform:
        """
        What division leaves.

            p.mod(other, how="in")

        Example: p("5 6").mod(4)
        """

    def keep(self, other: Pattern | str | float, how: str = "in") -> Transform:
        """
        The other's controls where this one has none.

            p.keep(other, how="in")

        Example: p("C4 E4").keep(hit(vel=0.5))
        """

    def range(self, low: Pattern | str | float, high: Pattern | str | float) -> Transform:
        """
        0 to 1 becomes low to high.

            p.range(low, high)

        Example: sine().range(200, 800)
        """

    def rangex(self, low: Pattern | str | float, high: Pattern | str | float) -> Transform:
        """
        As range, in equal ratios.

            p.rangex(low, high)

        Example: sine().rangex(200, 800)
        """

    def scale(self, names: str) -> Transform:
        """
        Degrees become pitches of a scale; its name may be a pattern.

            p.scale(names)

        Example: p("0 2 4 7").scale("C:minor")
        """

    def transpose(self, half_tones: Pattern | str | float) -> Transform:
        """
        Pitches moved by half tones.

            p.transpose(half_tones)

        Example: p("C4 E4").transpose("<0 5>")
        """

    def scale_transpose(self, scales: str, degrees: Pattern | str | float) -> Transform:
        """
        Pitches moved inside a scale.

            p.scale_transpose(scales, degrees)

        Example: p("C4 E4").scale_transpose("C:major", 1)
        """

    def chord(self, names: str) -> Transform:
        """
        A chord on each pitch; its name may be a pattern.

            p.chord(names)

        Example: p("C4 A3").chord("<major minor7>")
        """

    def voicing(self, top: str = "C5") -> Transform:
        """
        Pitches moved by octaves to `top` or just below it.

            p.voicing(top="C5")

        Example: p("C4 F4").chord("major").voicing("C5")
        """

    def arp(self, mode: str = "up") -> Transform:
        """
        The notes of each chord one after another: up, down, updown, downup, converge, diverge, pinky, thumb.

            p.arp(mode="up")

        Example: p("C4 A3").chord("major").arp("up")
        """

    def set(self, control: Pattern | str | float | None, value: Pattern | str | float | None = None, how: str = "in") -> Transform:
        """
        A control on every event; without a value, what the pattern says is that control.

            p.set(control, value=None, how="in")

        Example: p("C4 E4").set("cutoff", "800 1200")
        """

    def s(self, value: Pattern | str | float | None = None) -> Transform:
        """
        The name of the sound.

            p.s(value=None)

        Example: p("bd sn").s()
        """

    def n(self, value: Pattern | str | float | None = None) -> Transform:
        """
        The number of the sound, or the degree of a scale.

            p.n(value=None)

        Example: p("0 2 4").n()
        """

    def note(self, value: Pattern | str | float | None = None) -> Transform:
        """
        The pitch.

            p.note(value=None)

        Example: hit().note("C4 E4")
        """

    def gain(self, value: Pattern | str | float | None = None) -> Transform:
        """
        How loud: 1 is as it is.

            p.gain(value=None)

        Example: p("bd*4").gain("1 0.7")
        """

    def vel(self, value: Pattern | str | float | None = None) -> Transform:
        """
        How hard, from 0 to 1.

            p.vel(value=None)

        Example: p("bd*4").vel("1 0.7")
        """

    def pan(self, value: Pattern | str | float | None = None) -> Transform:
        """
        From 0, left, to 1, right.

            p.pan(value=None)

        Example: p("bd*4").pan("0 1")
        """

    def cutoff(self, value: Pattern | str | float | None = None) -> Transform:
        """
        The cutoff of the filter, in Hz.

            p.cutoff(value=None)

        Example: p("C4*4").cutoff("400 800")
        """

    def speed(self, value: Pattern | str | float | None = None) -> Transform:
        """
        How fast the sound is played.

            p.speed(value=None)

        Example: p("bd*4").speed("1 2")
        """

    def __call__(self, pattern: Pattern) -> Pattern: ...

    def __repr__(self) -> str: ...

def hit(**controls: Pattern | str | float) -> Pattern:
    """
    One hit a cycle, with the controls that are given.

        hit(**controls)

    Example: hit(vel=0.5) * 4
    """

def rest() -> Pattern:
    """
    A cycle of silence.

        rest()

    Example: hit() + rest()
    """

def note(*pitches: Pattern | str | float | None, **controls: Pattern | str | float) -> Pattern:
    """
    A note a cycle, or a chord: a name, a MIDI number, or Hz with a point.

        note(*pitches, **controls)

    Example: note("C4", "E4", "G4", vel=0.8)
    """

def midi(*pitches: Pattern | str | float | None, **controls: Pattern | str | float) -> Pattern:
    """
    A MIDI note a cycle, as values for an output to send.

        midi(*pitches, **controls)

    Example: midi("C4", vel=0.8)
    """

def cc(number: int, values: Pattern | str | float) -> Pattern:
    """
    A MIDI control change for each event of the values.

        cc(number, values)

    Example: cc(74, sine(0, 127).segment(16))
    """

def osc(path: str, *values: Pattern | str | float | None) -> Pattern:
    """
    An OSC message a cycle: its path and its values.

        osc(path, *values)

    Example: osc("/cue", 1, 0.5, "red")
    """

def seq(*steps: Pattern | str | float | None) -> Pattern:
    """
    The steps in equal shares of a cycle; None is a rest.

        seq(*steps)

    Example: seq("A2", "D3", None, "E2").over(2)
    """

def cat(*patterns: Pattern | str | float | None) -> Pattern:
    """
    Each pattern for a whole cycle, in turn.

        cat(*patterns)

    Example: cat(p("bd sn"), p("bd cp"))
    """

def stack(*patterns: Pattern | str | float | None) -> Pattern:
    """
    All at once.

        stack(*patterns)

    Example: stack(p("bd*2"), p("hh*8"))
    """

def polymeter(*patterns: Pattern | str | float | None) -> Pattern:
    """
    All at once, step by step, as many steps a cycle as fit all.

        polymeter(*patterns)

    Example: polymeter(p("bd sn"), p("a b c"))
    """

def timecat(*parts: tuple[float, Pattern | str | float | None]) -> Pattern:
    """
    Each as long as its weight says, in one cycle.

        timecat(*parts)

    Example: timecat((3, p("bd*4")), (1, p("sn")))
    """

def arrange(*sections: tuple[float, Pattern | str | float | None]) -> Pattern:
    """
    Each for so many cycles, one after another.

        arrange(*sections)

    Example: arrange((4, p("bd*4")), (2, p("bd*8")))
    """

def p(text: str) -> Pattern:
    """
    Mini-notation: sequences, groups, alternatives, Euclidean rhythms in a text.

        p(text)

    Example: p("bd(3,8) [sn cp]")
    """

def struct(rhythm: Pattern | str | float, melody: Pattern | str | float) -> Pattern:
    """
    The rhythm's events with the melody's values.

        struct(rhythm, melody)

    Example: struct("x . x x", "C4 E4")
    """

def choose(*values: Pattern | str | float | None) -> Pattern:
    """
    One of these at every moment that samples it, drawn.

        choose(*values)

    Example: choose("C4", "E4", "G4").segment(8)
    """

def wchoose(*values: tuple[float, Pattern | str | float | None]) -> Pattern:
    """
    As choose, as often as the weights say.

        wchoose(*values)

    Example: wchoose((3, "C4"), (1, "G4")).segment(8)
    """

def irand(n: int) -> Pattern:
    """
    Whole numbers from 0 to n - 1, drawn.

        irand(n)

    Example: irand(8).segment(4)
    """

def sine(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    A sine, one period a cycle, from the middle up.

        sine(low=0.0, high=1.0)

    Example: sine(200, 2000).over(4)
    """

def cosine(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    A sine, one period a cycle, from the top.

        cosine(low=0.0, high=1.0)

    Example: cosine(0, 1).over(2)
    """

def saw(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    A rise from low to high in each cycle.

        saw(low=0.0, high=1.0)

    Example: saw(0, 1).segment(8)
    """

def ramp(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    A rise from low to high in each cycle.

        ramp(low=0.0, high=1.0)

    Example: ramp(0, 1).over(8)
    """

def isaw(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    A fall from high to low in each cycle.

        isaw(low=0.0, high=1.0)

    Example: isaw(0, 1).segment(8)
    """

def tri(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    A rise to the middle of the cycle, and a fall.

        tri(low=0.0, high=1.0)

    Example: tri(0, 1).over(2)
    """

def square(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    Low in the first half of the cycle, then high.

        square(low=0.0, high=1.0)

    Example: square(0, 1).fast(4)
    """

def exp(low: float = 0.01, high: float = 1.0) -> Pattern:
    """
    A rise in equal ratios; the bounds are above 0.

        exp(low=0.01, high=1.0)

    Example: exp(100, 1000)
    """

def rand(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    Random values, new at every moment that samples it.

        rand(low=0.0, high=1.0)

    Example: rand(0.5, 1).segment(8)
    """

def perlin(low: float = 0.0, high: float = 1.0) -> Pattern:
    """
    Smoothly from one random value to the next, a cycle each.

        perlin(low=0.0, high=1.0)

    Example: perlin(200, 800).over(2)
    """

def fast(n: Pattern | str | float) -> Transform:
    """
    n times as fast.

        p.fast(n)

    Example: p("bd sn").fast("<1 2>")
    """

def over(n: Pattern | str | float) -> Transform:
    """
    One cycle over n cycles.

        p.over(n)

    Example: p("C4 E4 G4").over(2)
    """

def slow(n: Pattern | str | float) -> Transform:
    """
    One cycle over n cycles.

        p.slow(n)

    Example: p("C4 E4 G4").slow(2)
    """

def shift(cycles: Pattern | str | float) -> Transform:
    """
    So many cycles later; earlier if negative.

        p.shift(cycles)

    Example: p("bd . . .").shift(1/8)
    """

def late(cycles: Pattern | str | float) -> Transform:
    """
    So many cycles later.

        p.late(cycles)

    Example: p("bd sn").late(0.25)
    """

def early(cycles: Pattern | str | float) -> Transform:
    """
    So many cycles earlier.

        p.early(cycles)

    Example: p("bd sn").early(0.25)
    """

@overload
def reverse(pattern: Pattern) -> Pattern: ...

@overload
def reverse() -> Transform:
    """
    Each cycle backwards.

        p.reverse()

    Example: p("C4 E4 G4").reverse()
    """

@overload
def palindrome(pattern: Pattern) -> Pattern: ...

@overload
def palindrome() -> Transform:
    """
    Forwards, backwards, forwards, ...

        p.palindrome()

    Example: p("C4 E4 G4").palindrome()
    """

def iter(n: Pattern | str | float) -> Transform:
    """
    Each cycle begins an nth later in the pattern than the one before.

        p.iter(n)

    Example: p("a b c d").iter(4)
    """

def iter_back(n: Pattern | str | float) -> Transform:
    """
    As iter, the other way round.

        p.iter_back(n)

    Example: p("a b c d").iter_back(4)
    """

def ply(n: Pattern | str | float) -> Transform:
    """
    Each event n times in its own time.

        p.ply(n)

    Example: p("bd sn").ply(2)
    """

def linger(share: Pattern | str | float) -> Transform:
    """
    That share of the cycle again and again; of its end if negative.

        p.linger(share)

    Example: p("a b c d").linger(1/4)
    """

def compress(begin: float, end: float) -> Transform:
    """
    The cycle in that share of it, silence in the rest.

        p.compress(begin, end)

    Example: p("bd sn").compress(1/4, 3/4)
    """

def zoom(begin: float, end: float) -> Transform:
    """
    That share of each cycle as the whole cycle.

        p.zoom(begin, end)

    Example: p("a b c d").zoom(1/4, 3/4)
    """

def fast_gap(n: Pattern | str | float) -> Transform:
    """
    n times as fast, once a cycle, then silence.

        p.fast_gap(n)

    Example: p("bd sn").fast_gap(2)
    """

def inside(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    The transform as if n cycles were one.

        p.inside(n, transform)

    Example: p("0 1 2 3").inside(2, reverse)
    """

def outside(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    The transform as if one cycle were n.

        p.outside(n, transform)

    Example: p("<0 1 2 3>").outside(4, reverse)
    """

def ribbon(begin: Pattern | str | float, cycles: Pattern | str | float) -> Transform:
    """
    So many cycles from there on, again and again.

        p.ribbon(begin, cycles)

    Example: p("<a b c d>").ribbon(1, 2)
    """

def repeat_cycles(n: Pattern | str | float) -> Transform:
    """
    Each cycle n times.

        p.repeat_cycles(n)

    Example: p("<a b>").repeat_cycles(4)
    """

@overload
def press(pattern: Pattern) -> Pattern: ...

@overload
def press() -> Transform:
    """
    Each event in the second half of its time.

        p.press()

    Example: p("bd sn").press()
    """

def press_by(share: Pattern | str | float) -> Transform:
    """
    Each event without that share at its begin.

        p.press_by(share)

    Example: p("bd sn").press_by(1/3)
    """

@overload
def brak(pattern: Pattern) -> Pattern: ...

@overload
def brak() -> Transform:
    """
    Every second cycle squeezed into its first half, and a quarter late.

        p.brak()

    Example: p("bd sn").brak()
    """

def shuffle(n: Pattern | str | float) -> Transform:
    """
    n pieces of each cycle, each once, in a drawn order.

        p.shuffle(n)

    Example: p("a b c d").shuffle(4)
    """

def scramble(n: Pattern | str | float) -> Transform:
    """
    n drawn pieces of each cycle.

        p.scramble(n)

    Example: p("a b c d").scramble(4)
    """

def swing(amount: float, steps: int = 8) -> Transform:
    """
    The first of each pair of steps takes this part of the pair; 0.5 is straight.

        p.swing(amount, steps=8)

    Example: p("hh*8").swing(0.67, 8)
    """

def every(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Transformed in cycles 0, n, 2n, ...

        p.every(n, transform)

    Example: p("bd sn").every(4, reverse)
    """

def first_of(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Transformed in the first of each n cycles.

        p.first_of(n, transform)

    Example: p("bd sn").first_of(4, fast(2))
    """

def last_of(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Transformed in the last of each n cycles.

        p.last_of(n, transform)

    Example: p("bd sn").last_of(4, fast(2))
    """

def when(where: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Transformed while `where` is true.

        p.when(where, transform)

    Example: p("bd sn").when("<1 0 0>", ply(2))
    """

def chunk(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Each cycle n times, with another nth of it transformed each time.

        p.chunk(n, transform)

    Example: p("a b c d").chunk(4, ply(2))
    """

def chunk_back(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    As chunk, from the last nth to the first.

        p.chunk_back(n, transform)

    Example: p("a b c d").chunk_back(4, ply(2))
    """

def fast_chunk(n: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    As chunk, without the repetitions.

        p.fast_chunk(n, transform)

    Example: p("<a b>*4").fast_chunk(4, ply(2))
    """

def within(begin: float, end: float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    The notes that begin in that share of the cycle from the transformed pattern.

        p.within(begin, end, transform)

    Example: p("bd sn hh cp").within(1/2, 1, fast(2))
    """

def pick(patterns: Sequence[Pattern | str], how: str = "mix") -> Transform:
    """
    What this pattern's numbers choose from the list; the nearest if there is none.

        p.pick(patterns, how="mix")

    Example: p("<0 1>").pick([p("bd*4"), p("sn cp")])
    """

def pick_mod(patterns: Sequence[Pattern | str], how: str = "mix") -> Transform:
    """
    As pick, counted round and round.

        p.pick_mod(patterns, how="mix")

    Example: p("<0 1 2>").pick_mod([p("bd*4"), p("sn cp")])
    """

def inner_join(patterns: Sequence[Pattern | str]) -> Transform:
    """
    As pick; events last as long as both do.

        p.inner_join(patterns)

    Example: p("0 1").inner_join([p("bd*4"), p("sn cp")])
    """

def outer_join(patterns: Sequence[Pattern | str]) -> Transform:
    """
    As pick; events are those of the choosing pattern.

        p.outer_join(patterns)

    Example: p("0 1").outer_join([p("bd*4"), p("sn cp")])
    """

def squeeze_join(patterns: Sequence[Pattern | str]) -> Transform:
    """
    As pick; a whole cycle inside each event of the choosing pattern.

        p.squeeze_join(patterns)

    Example: p("0 1").squeeze_join([p("bd*4"), p("sn cp")])
    """

def fix(control: str, value: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Transformed where a control, or the bare value, is this.

        p.fix(control, value, transform)

    Example: p("bd sn").fix("s", "bd", ply(2))
    """

def thin(share: float) -> Transform:
    """
    Without that share of its notes, drawn note by note.

        p.thin(share)

    Example: p("hh*8").thin(0.3)
    """

def degrade(share: float = 0.5) -> Transform:
    """
    Without that share of its notes.

        p.degrade(share=0.5)

    Example: p("hh*8").degrade()
    """

def undegrade(share: float = 0.5) -> Transform:
    """
    The notes that degrade leaves out.

        p.undegrade(share=0.5)

    Example: p("hh*8").undegrade()
    """

def sometimes(probability: float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Each note as it is, or with this probability transformed.

        p.sometimes(probability, transform)

    Example: p("hh*8").sometimes(0.3, ply(2))
    """

def sometimes_by(probability: float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Each note as it is, or with this probability transformed.

        p.sometimes_by(probability, transform)

    Example: p("hh*8").sometimes_by(0.3, ply(2))
    """

def often(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Three notes of four transformed.

        p.often(transform)

    Example: p("hh*8").often(ply(2))
    """

def rarely(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    One note of four transformed.

        p.rarely(transform)

    Example: p("hh*8").rarely(ply(2))
    """

def always(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Transformed.

        p.always(transform)

    Example: p("hh*8").always(fast(2))
    """

def never(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    As it is.

        p.never(transform)

    Example: p("hh*8").never(fast(2))
    """

def some_cycles(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Half of the cycles transformed, drawn.

        p.some_cycles(transform)

    Example: p("bd sn").some_cycles(fast(2))
    """

def some_cycles_by(probability: float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Cycles transformed with this probability.

        p.some_cycles_by(probability, transform)

    Example: p("bd sn").some_cycles_by(0.2, fast(2))
    """

def seed(seed: int) -> Transform:
    """
    With draws of its own: the same wherever it stands, whatever plays it.

        p.seed(seed)

    Example: p("hh*8").thin(0.3).seed(7)
    """

def off(cycles: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Also, so many cycles later, transformed.

        p.off(cycles, transform)

    Example: p("C4 E4").off(1/8, transpose(12))
    """

def superimpose(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Also transformed.

        p.superimpose(transform)

    Example: p("C4 E4").superimpose(fast(2))
    """

def layer(transforms: Sequence[Callable[[Pattern], Pattern]]) -> Transform:
    """
    Once for each transform, and not itself.

        p.layer(transforms)

    Example: p("C4 E4").layer([fast(2), transpose(12)])
    """

def jux(transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    Left as it is, right transformed.

        p.jux(transform)

    Example: p("C4 E4").jux(reverse)
    """

def jux_by(width: Pattern | str | float, transform: Callable[[Pattern], Pattern]) -> Transform:
    """
    As jux, less far apart: 0 is both in the middle.

        p.jux_by(width, transform)

    Example: p("C4 E4").jux_by(0.5, reverse)
    """

def echo(times: int, cycles: Pattern | str | float, feedback: float) -> Transform:
    """
    Again and again, each time later and less loud.

        p.echo(times, cycles, feedback)

    Example: p("sn . . .").echo(3, 1/8, 0.6)
    """

def stut(times: int, feedback: float, cycles: Pattern | str | float) -> Transform:
    """
    As echo, with Tidal's order of arguments.

        p.stut(times, feedback, cycles)

    Example: p("sn . . .").stut(3, 0.6, 1/8)
    """

def spread(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
    """
    At the hits of a Euclidean rhythm, rotated to the left.

        p.spread(hits, steps, rotation=0)

    Example: note("C4").spread(3, 8)
    """

def euclid(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
    """
    At the hits of a Euclidean rhythm, rotated to the left.

        p.euclid(hits, steps, rotation=0)

    Example: p("bd").euclid(3, 8)
    """

def euclid_rot(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
    """
    At the hits of a Euclidean rhythm, rotated to the left.

        p.euclid_rot(hits, steps, rotation=0)

    Example: p("bd").euclid_rot(3, 8, 2)
    """

def euclid_full(hits: Pattern | str | float, steps: Pattern | str | float, other: Pattern | str | float) -> Transform:
    """
    As euclid, with another pattern in the rests.

        p.euclid_full(hits, steps, other)

    Example: p("bd").euclid_full(3, 8, "hh")
    """

def euclid_legato(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
    """
    As euclid, each hit as long as up to the next.

        p.euclid_legato(hits, steps, rotation=0)

    Example: p("C4").euclid_legato(3, 8)
    """

def euclid_legato_rot(hits: Pattern | str | float, steps: Pattern | str | float, rotation: Pattern | str | float = 0) -> Transform:
    """
    As euclid, each hit as long as up to the next.

        p.euclid_legato_rot(hits, steps, rotation=0)

    Example: p("C4").euclid_legato_rot(3, 8, 2)
    """

def mask(where: Pattern | str | float) -> Transform:
    """
    Only where the text or pattern is true.

        p.mask(where)

    Example: p("hh*8").mask("1 1 0 1")
    """

def segment(n: Pattern | str | float) -> Transform:
    """
    n events a cycle.

        p.segment(n)

    Example: saw(0, 1).segment(8)
    """

def legato(part: float) -> Transform:
    """
    How much of its length a note sounds; 1 touches the next.

        p.legato(part)

    Example: p("C4 E4").legato(0.9)
    """

def chop(n: Pattern | str | float) -> Transform:
    """
    Each event in n parts, each playing its part of the sound.

        p.chop(n)

    Example: p("0 1").s("break").chop(4)
    """

def striate(n: Pattern | str | float) -> Transform:
    """
    All first parts of the sounds, then all second ones, ...

        p.striate(n)

    Example: p("bd sn").s().striate(2)
    """

def slice(n: Pattern | str | float, indices: Pattern | str | float) -> Transform:
    """
    The events of `indices`, each playing that nth of the sound.

        p.slice(n, indices)

    Example: p("break").s().slice(8, "0 3 2 1")
    """

def hurry(n: Pattern | str | float) -> Transform:
    """
    Faster, and its sounds as much higher.

        p.hurry(n)

    Example: p("bd sn").hurry(2)
    """

def add(other: Pattern | str | float, how: str = "in") -> Transform:
    """
    Values added; of pitches, half tones.

        p.add(other, how="in")

    Example: p("C4 E4").add("<0 5 7>")
    """

def sub(other: Pattern | str | float, how: str = "in") -> Transform:
    """
    Values subtracted.

        p.sub(other, how="in")

    Example: p("C4 E4").sub("<0 5 7>")
    """

def mul(other: Pattern | str | float, how: str = "in") -> Transform:
    """
    Values multiplied.

        p.mul(other, how="in")

    Example: p("1 2").mul("<2 3>")
    """

def div(other: Pattern | str | float, how: str = "in") -> Transform:
    """
    Values divided.

        p.div(other, how="in")

    Example: p("4 6").div(2)
    """

def mod(other: Pattern | str | float, how: str = "in") -> Transform:
    """
    What division leaves.

        p.mod(other, how="in")

    Example: p("5 6").mod(4)
    """

def keep(other: Pattern | str | float, how: str = "in") -> Transform:
    """
    The other's controls where this one has none.

        p.keep(other, how="in")

    Example: p("C4 E4").keep(hit(vel=0.5))
    """

def range(low: Pattern | str | float, high: Pattern | str | float) -> Transform:
    """
    0 to 1 becomes low to high.

        p.range(low, high)

    Example: sine().range(200, 800)
    """

def rangex(low: Pattern | str | float, high: Pattern | str | float) -> Transform:
    """
    As range, in equal ratios.

        p.rangex(low, high)

    Example: sine().rangex(200, 800)
    """

def scale(names: str) -> Transform:
    """
    Degrees become pitches of a scale; its name may be a pattern.

        p.scale(names)

    Example: p("0 2 4 7").scale("C:minor")
    """

def transpose(half_tones: Pattern | str | float) -> Transform:
    """
    Pitches moved by half tones.

        p.transpose(half_tones)

    Example: p("C4 E4").transpose("<0 5>")
    """

def scale_transpose(scales: str, degrees: Pattern | str | float) -> Transform:
    """
    Pitches moved inside a scale.

        p.scale_transpose(scales, degrees)

    Example: p("C4 E4").scale_transpose("C:major", 1)
    """

def chord(names: str) -> Transform:
    """
    A chord on each pitch; its name may be a pattern.

        p.chord(names)

    Example: p("C4 A3").chord("<major minor7>")
    """

def voicing(top: str = "C5") -> Transform:
    """
    Pitches moved by octaves to `top` or just below it.

        p.voicing(top="C5")

    Example: p("C4 F4").chord("major").voicing("C5")
    """

def arp(mode: str = "up") -> Transform:
    """
    The notes of each chord one after another: up, down, updown, downup, converge, diverge, pinky, thumb.

        p.arp(mode="up")

    Example: p("C4 A3").chord("major").arp("up")
    """

def set(control: Pattern | str | float | None, value: Pattern | str | float | None = None, how: str = "in") -> Transform:
    """
    A control on every event; without a value, what the pattern says is that control.

        p.set(control, value=None, how="in")

    Example: p("C4 E4").set("cutoff", "800 1200")
    """

def s(value: Pattern | str | float | None = None) -> Transform:
    """
    The name of the sound.

        p.s(value=None)

    Example: p("bd sn").s()
    """

def n(value: Pattern | str | float | None = None) -> Transform:
    """
    The number of the sound, or the degree of a scale.

        p.n(value=None)

    Example: p("0 2 4").n()
    """

def gain(value: Pattern | str | float | None = None) -> Transform:
    """
    How loud: 1 is as it is.

        p.gain(value=None)

    Example: p("bd*4").gain("1 0.7")
    """

def vel(value: Pattern | str | float | None = None) -> Transform:
    """
    How hard, from 0 to 1.

        p.vel(value=None)

    Example: p("bd*4").vel("1 0.7")
    """

def pan(value: Pattern | str | float | None = None) -> Transform:
    """
    From 0, left, to 1, right.

        p.pan(value=None)

    Example: p("bd*4").pan("0 1")
    """

def cutoff(value: Pattern | str | float | None = None) -> Transform:
    """
    The cutoff of the filter, in Hz.

        p.cutoff(value=None)

    Example: p("C4*4").cutoff("400 800")
    """

def speed(value: Pattern | str | float | None = None) -> Transform:
    """
    How fast the sound is played.

        p.speed(value=None)

    Example: p("bd*4").speed("1 2")
    """

def parse(text: str) -> Pattern:
    """
    The pattern that an expression says; what str(pattern) gives, read again.
    """

def parse_played(text: str) -> Pattern:
    """
    What `node @ text` plays: an expression if it begins like one, else mini-notation.
    """

def help(word: str = '') -> None:
    """Print what a word does, or which words there are."""

def page() -> str:
    """The page of all words, docs/patterns.md."""
