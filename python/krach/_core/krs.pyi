"""Signals."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

import krach._core


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

class Stereo:
    """Two signals: left and right."""

    def __init__(self, left: Signal | float, right: Signal | float) -> None: ...

    @property
    def left(self) -> Signal:
        """The left one."""

    @property
    def right(self) -> Signal:
        """The right one."""

    def __len__(self) -> int: ...

    def __getitem__(self, arg: int, /) -> Signal: ...

    def __iter__(self) -> Iterator[Signal]: ...

    def __neg__(self) -> Stereo: ...

    def __add__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __radd__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __sub__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __rsub__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __mul__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __rmul__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __truediv__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

    def __rtruediv__(self, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo: ...

def feedback(function: Callable[[Signal], object]) -> Signal:
    """y = function(y one frame ago)."""

class Memory(Signal):
    """What it was told one frame ago; 0 at the start."""

    def __init__(self) -> None: ...

    def write(self, next: Signal | float) -> None:
        """Say, once, what it will be on the next frame."""

def operation(name: str, *operands: Signal | float, index: int = 0) -> Signal:
    """
    An operation of programs by its name, for what has no word of its own.

    Example: operation("pow", x, 2.0)
    """

def faust_expr(text: str, *inputs: Signal | float) -> Signal:
    """
    What FAUST makes of the inputs: {0}, {1} ... in the text, else they go into it.

    The whole function is then compiled by FAUST, in one lane.

    Example: faust_expr("fi.resonlp({1}, 4, 1, {0})", x, cutoff)
    """

def faust_program(source: str, inputs: int, outputs: int, controls: Sequence[tuple[str, float, float, float]]) -> krach._core.Program:
    """
    The program of a FAUST source that needs no other file. A control is (name, initial, low, high).
    """

def control(name: str, initial: float, low: float, high: float) -> Signal:
    """A number that is played and set from outside."""

@overload
def sine_osc(freq: Signal | float) -> Signal: ...

@overload
def sine_osc(freq: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    A sine from -1 to 1.

        sine_osc(freq)

    freq: Hz

    Example: sine_osc(440.0)
    """

@overload
def saw(freq: Signal | float) -> Signal: ...

@overload
def saw(freq: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    Rises from -1 to 1, and falls back; band-limited.

        saw(freq)

    freq: Hz

    Example: saw(110.0)
    """

@overload
def square(freq: Signal | float) -> Signal: ...

@overload
def square(freq: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    1, then -1; band-limited.

        square(freq)

    freq: Hz

    Example: square(110.0)
    """

@overload
def pulse(freq: Signal | float, width: Signal | float = 0.5) -> Signal: ...

@overload
def pulse(freq: Stereo | tuple[Signal | float, Signal | float], width: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5) -> Stereo:
    """
    1 for a share of the cycle, then -1; band-limited.

        pulse(freq, width=0.5)

    freq: Hz
    width: 0 to 1, the share that is 1

    Example: pulse(110.0, lfo(0.3, 0.1, 0.9))
    """

@overload
def triangle(freq: Signal | float) -> Signal: ...

@overload
def triangle(freq: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    Straight up and down between -1 and 1; band-limited.

        triangle(freq)

    freq: Hz

    Example: triangle(220.0)
    """

@overload
def wavetable(freq: Signal | float, table: Sequence[float]) -> Signal: ...

@overload
def wavetable(freq: Stereo | tuple[Signal | float, Signal | float], table: Sequence[float]) -> Stereo:
    """
    One cycle from its numbers; band-limited.

        wavetable(freq, table)

    freq: Hz
    table: 3 to 16384 numbers

    Example: wavetable(110.0, [0.0, 0.9, 0.2, -0.4, 0.1, -0.8])
    """

@overload
def fm(freq: Signal | float, ratio: Signal | float = 1.0, index: Signal | float = 1.0) -> Signal: ...

@overload
def fm(freq: Stereo | tuple[Signal | float, Signal | float], ratio: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0, index: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    A sine whose phase another sine turns.

        fm(freq, ratio=1.0, index=1.0)

    freq: Hz
    ratio: of the modulator to freq
    index: radians

    Example: fm(220.0, 2.0, 3.0)
    """

@overload
def phasor(freq: Signal | float) -> Signal: ...

@overload
def phasor(freq: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    A ramp from 0 to 1, for phases; it is not band-limited.

        phasor(freq)

    freq: Hz

    Example: phasor(2.0)
    """

@overload
def phase(step: Signal | float) -> Signal: ...

@overload
def phase(step: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    A ramp from 0 to 1, so much further each frame; from 0.

        phase(step)

    step: cycles a frame

    Example: phase(0.001)
    """

@overload
def lfo(rate: Signal | float, low: Signal | float = 0.0, high: Signal | float = 1.0, shape: str = "sine") -> Signal: ...

@overload
def lfo(rate: Stereo | tuple[Signal | float, Signal | float], low: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.0, high: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0, shape: str = "sine") -> Stereo:
    """
    A slow wave from low to high that moves other things.

        lfo(rate, low=0.0, high=1.0, shape="sine")

    rate: Hz
    shape: sine tri saw isaw square random

    Example: lowpass(x, lfo(0.2, 300.0, 3000.0, "tri"))
    """

def white_noise() -> Signal:
    """
    From -1 to 1, as loud at every frequency; each call is its own.

        white_noise()


    Example: highpass(white_noise(), 7000.0)
    """

def pink_noise() -> Signal:
    """
    -3 dB an octave; 0.2 root mean square.

        pink_noise()


    Example: lowpass(pink_noise(), 900.0)
    """

def brown_noise() -> Signal:
    """
    -6 dB an octave from 20 Hz; 0.2 root mean square.

        brown_noise()


    Example: brown_noise()
    """

@overload
def dust(density: Signal | float) -> Signal: ...

@overload
def dust(density: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    Single pulses at random times, from 0 to 1 high.

        dust(density)

    density: Hz

    Example: bandpass(dust(20.0), 2000.0, 20.0)
    """

@overload
def lowpass(x: Signal | float, cutoff: Signal | float, order: int = 2) -> Signal: ...

@overload
def lowpass(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, order: int = 2) -> Stereo:
    """
    Butterworth: -3 dB at the cutoff, -6 dB an octave and pole above.

        lowpass(x, cutoff, order=2)

    cutoff: Hz, 1 to 0.49 of the sample rate
    order: poles, 1 to 8

    Example: lowpass(x, 800.0)
    """

@overload
def highpass(x: Signal | float, cutoff: Signal | float, order: int = 2) -> Signal: ...

@overload
def highpass(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, order: int = 2) -> Stereo:
    """
    Butterworth: -3 dB at the cutoff, -6 dB an octave and pole below.

        highpass(x, cutoff, order=2)

    cutoff: Hz, 1 to 0.49 of the sample rate
    order: poles, 1 to 8

    Example: highpass(x, 200.0)
    """

@overload
def bandpass(x: Signal | float, cutoff: Signal | float, q: Signal | float = 1.0) -> Signal: ...

@overload
def bandpass(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    0 dB at the cutoff, cutoff / q wide.

        bandpass(x, cutoff, q=1.0)

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000

    Example: bandpass(x, 1000.0, 5.0)
    """

@overload
def notch(x: Signal | float, cutoff: Signal | float, q: Signal | float = 1.0) -> Signal: ...

@overload
def notch(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    All but the band around the cutoff.

        notch(x, cutoff, q=1.0)

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000

    Example: notch(x, 50.0, 10.0)
    """

@overload
def resonant(x: Signal | float, cutoff: Signal | float, q: Signal | float = 1.0) -> Signal: ...

@overload
def resonant(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    A lowpass whose gain at the cutoff is q.

        resonant(x, cutoff, q=1.0)

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000

    Example: resonant(x, 600.0, 8.0)
    """

@overload
def resonant_lowpass(x: Signal | float, cutoff: Signal | float, q: Signal | float) -> Signal: ...

@overload
def resonant_lowpass(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    The same as resonant.

        resonant_lowpass(x, cutoff, q)

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000

    Example: resonant_lowpass(x, 600.0, 8.0)
    """

@overload
def resonant_highpass(x: Signal | float, cutoff: Signal | float, q: Signal | float) -> Signal: ...

@overload
def resonant_highpass(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    A highpass whose gain at the cutoff is q.

        resonant_highpass(x, cutoff, q)

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000

    Example: resonant_highpass(x, 600.0, 8.0)
    """

@overload
def onepole(x: Signal | float, cutoff: Signal | float) -> Signal: ...

@overload
def onepole(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    A lowpass of one pole: -6 dB an octave.

        onepole(x, cutoff)

    cutoff: Hz, 1 to 0.49 of the sample rate

    Example: onepole(x, 300.0)
    """

@overload
def dcblock(x: Signal | float, cutoff: Signal | float = 10.0) -> Signal: ...

@overload
def dcblock(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 10.0) -> Stereo:
    """
    Takes away what does not move.

        dcblock(x, cutoff=10.0)

    cutoff: Hz

    Example: dcblock(x * x)
    """

@overload
def allpass(x: Signal | float, cutoff: Signal | float, q: Signal | float = 0.707107) -> Signal: ...

@overload
def allpass(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.707107) -> Stereo:
    """
    Turns the phase, by half a cycle at the cutoff; every gain is 0 dB.

        allpass(x, cutoff, q=0.707107)

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000

    Example: x + allpass(x, 800.0)
    """

@overload
def svf(x: Signal | float, cutoff: Signal | float, q: Signal | float = 1.0, mode: str = "low") -> Signal: ...

@overload
def svf(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0, mode: str = "low") -> Stereo:
    """
    A filter of two poles by the name of what it lets through.

        svf(x, cutoff, q=1.0, mode="low")

    cutoff: Hz, 1 to 0.49 of the sample rate
    q: 0.1 to 1000
    mode: low high band peak notch all

    Example: svf(x, 1200.0, 4.0, "band")
    """

@overload
def moog_ladder(x: Signal | float, cutoff: Signal | float, resonance: Signal | float = 0.5) -> Signal: ...

@overload
def moog_ladder(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, resonance: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5) -> Stereo:
    """
    Four poles in a loop that limits itself.

        moog_ladder(x, cutoff, resonance=0.5)

    cutoff: Hz, 1 to 0.49 of the sample rate
    resonance: 0 to 1.2; it sings from 1 on

    Example: moog_ladder(x, 600.0, 0.8)
    """

@overload
def shelf_low(x: Signal | float, cutoff: Signal | float, gain: Signal | float, q: Signal | float = 0.707107) -> Signal: ...

@overload
def shelf_low(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, gain: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.707107) -> Stereo:
    """
    So many dB below the cutoff.

        shelf_low(x, cutoff, gain, q=0.707107)

    cutoff: Hz, 1 to 0.49 of the sample rate
    gain: dB, -60 to 60
    q: 0.1 to 1000

    Example: shelf_low(x, 120.0, 6.0)
    """

@overload
def shelf_high(x: Signal | float, cutoff: Signal | float, gain: Signal | float, q: Signal | float = 0.707107) -> Signal: ...

@overload
def shelf_high(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, gain: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.707107) -> Stereo:
    """
    So many dB above the cutoff.

        shelf_high(x, cutoff, gain, q=0.707107)

    cutoff: Hz, 1 to 0.49 of the sample rate
    gain: dB, -60 to 60
    q: 0.1 to 1000

    Example: shelf_high(x, 6000.0, -3.0)
    """

@overload
def peak_eq(x: Signal | float, cutoff: Signal | float, gain: Signal | float, q: Signal | float = 1.0) -> Signal: ...

@overload
def peak_eq(x: Stereo | tuple[Signal | float, Signal | float], cutoff: Stereo | tuple[Signal | float, Signal | float] | Signal | float, gain: Stereo | tuple[Signal | float, Signal | float] | Signal | float, q: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    So many dB around the cutoff.

        peak_eq(x, cutoff, gain, q=1.0)

    cutoff: Hz, 1 to 0.49 of the sample rate
    gain: dB, -60 to 60
    q: 0.1 to 1000

    Example: peak_eq(x, 900.0, -4.0, 1.4)
    """

@overload
def comb(x: Signal | float, seconds: Signal | float, feedback: Signal | float = 0.9, longest: float = 0.1) -> Signal: ...

@overload
def comb(x: Stereo | tuple[Signal | float, Signal | float], seconds: Stereo | tuple[Signal | float, Signal | float] | Signal | float, feedback: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.9, longest: float = 0.1) -> Stereo:
    """
    Rings at 1 / seconds Hz and its multiples.

        comb(x, seconds, feedback=0.9, longest=0.1)

    seconds: s, a frame to `longest`
    feedback: -1 to 1
    longest: s, 0 to 60

    Example: comb(x, 1.0 / 220.0, 0.98)
    """

@overload
def adsr(attack: Signal | float, decay: Signal | float, sustain: Signal | float, release: Signal | float, gate: Signal | float) -> Signal: ...

@overload
def adsr(attack: Stereo | tuple[Signal | float, Signal | float], decay: Stereo | tuple[Signal | float, Signal | float] | Signal | float, sustain: Stereo | tuple[Signal | float, Signal | float] | Signal | float, release: Stereo | tuple[Signal | float, Signal | float] | Signal | float, gate: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Straight up to 1, down to the sustain, and to 0 when the gate closes.

        adsr(attack, decay, sustain, release, gate)

    attack: s
    decay: s
    sustain: 0 to 1
    release: s
    gate: open above 0

    Example: adsr(0.005, 0.15, 0.3, 0.08, gate)
    """

@overload
def ar(attack: Signal | float, release: Signal | float, gate: Signal | float) -> Signal: ...

@overload
def ar(attack: Stereo | tuple[Signal | float, Signal | float], release: Stereo | tuple[Signal | float, Signal | float] | Signal | float, gate: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Straight up to 1 and down to 0, whatever the gate does after it opens.

        ar(attack, release, gate)

    attack: s
    release: s
    gate: open above 0

    Example: ar(0.001, 0.2, gate)
    """

@overload
def asr(attack: Signal | float, sustain: Signal | float, release: Signal | float, gate: Signal | float) -> Signal: ...

@overload
def asr(attack: Stereo | tuple[Signal | float, Signal | float], sustain: Stereo | tuple[Signal | float, Signal | float] | Signal | float, release: Stereo | tuple[Signal | float, Signal | float] | Signal | float, gate: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Straight up to the sustain, and to 0 when the gate closes.

        asr(attack, sustain, release, gate)

    attack: s
    sustain: 0 to 1
    release: s
    gate: open above 0

    Example: asr(0.5, 0.8, 2.0, gate)
    """

@overload
def decay(seconds: Signal | float, gate: Signal | float) -> Signal: ...

@overload
def decay(seconds: Stereo | tuple[Signal | float, Signal | float], gate: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Jumps to 1 when the gate opens, and dies away.

        decay(seconds, gate)

    seconds: s, to -60 dB
    gate: open above 0

    Example: decay(0.3, gate)
    """

@overload
def line(start: Signal | float, end: Signal | float, seconds: Signal | float) -> Signal: ...

@overload
def line(start: Stereo | tuple[Signal | float, Signal | float], end: Stereo | tuple[Signal | float, Signal | float] | Signal | float, seconds: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Straight from start to end since the voice began.

        line(start, end, seconds)

    seconds: s

    Example: saw(line(2000.0, 50.0, 4.0))
    """

@overload
def trigger(gate: Signal | float) -> Signal: ...

@overload
def trigger(gate: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    1 on the frame on which the gate opens.

        trigger(gate)

    gate: open above 0

    Example: trigger(gate)
    """

@overload
def edge_trigger(gate: Signal | float) -> Signal: ...

@overload
def edge_trigger(gate: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    1 on the frames on which the gate opens or closes.

        edge_trigger(gate)

    gate: open above 0

    Example: edge_trigger(gate)
    """

@overload
def latch(x: Signal | float, gate: Signal | float) -> Signal: ...

@overload
def latch(x: Stereo | tuple[Signal | float, Signal | float], gate: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    x while the gate is open; then what it was at last.

        latch(x, gate)

    gate: open above 0

    Example: latch(x, gate)
    """

@overload
def sample_hold(x: Signal | float, trigger: Signal | float) -> Signal: ...

@overload
def sample_hold(x: Stereo | tuple[Signal | float, Signal | float], trigger: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    What x was when the trigger opened.

        sample_hold(x, trigger)

    trigger: opens above 0

    Example: sample_hold(white_noise(), square(8.0))
    """

@overload
def slew(x: Signal | float, up: Signal | float, down: Signal | float) -> Signal: ...

@overload
def slew(x: Stereo | tuple[Signal | float, Signal | float], up: Stereo | tuple[Signal | float, Signal | float] | Signal | float, down: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Follows x in straight lines, no faster than that.

        slew(x, up, down)

    up: a second
    down: a second

    Example: slew(x, 2000.0, 2000.0)
    """

@overload
def smooth(x: Signal | float, seconds: Signal | float = 0.02) -> Signal: ...

@overload
def smooth(x: Stereo | tuple[Signal | float, Signal | float], seconds: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.02) -> Stereo:
    """
    Follows x smoothly.

        smooth(x, seconds=0.02)

    seconds: s, to within -60 dB

    Example: smooth(x, 0.05)
    """

@overload
def reverb(x: Signal | float, room: Signal | float, damping: Signal | float = 0.5) -> Signal: ...

@overload
def reverb(x: Stereo | tuple[Signal | float, Signal | float], room: Stereo | tuple[Signal | float, Signal | float] | Signal | float, damping: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5) -> Stereo:
    """
    A room (Freeverb), without x itself.

        reverb(x, room, damping=0.5)

    room: 0 to 1
    damping: 0 to 1

    Example: x + 0.33 * reverb(x, 0.8)
    """

def reverb_stereo(x: Signal | float, room: Signal | float, damping: Signal | float = 0.5) -> Stereo:
    """
    The room with two sides.

        reverb_stereo(x, room, damping=0.5)

    room: 0 to 1
    damping: 0 to 1

    Example: reverb_stereo(x, 0.8)
    """

def plate(x: Signal | float, decay: Signal | float = 0.5, damping: Signal | float = 0.3) -> Stereo:
    """
    A plate: dense at once, and wide; without x itself.

        plate(x, decay=0.5, damping=0.3)

    decay: 0 to 1
    damping: 0 to 1

    Example: plate(x, 0.6)
    """

@overload
def delay_seconds(x: Signal | float, seconds: Signal | float, longest: float) -> Signal: ...

@overload
def delay_seconds(x: Stereo | tuple[Signal | float, Signal | float], seconds: Stereo | tuple[Signal | float, Signal | float] | Signal | float, longest: float) -> Stereo:
    """
    x as it was, between frames too.

        delay_seconds(x, seconds, longest)

    seconds: s, 0 to `longest`
    longest: s, 0 to 60

    Example: x + 0.4 * delay_seconds(x, 0.375, 1.0)
    """

@overload
def echo(x: Signal | float, seconds: Signal | float = 0.375, feedback: Signal | float = 0.4, longest: float = 2.0) -> Signal: ...

@overload
def echo(x: Stereo | tuple[Signal | float, Signal | float], seconds: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.375, feedback: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.4, longest: float = 2.0) -> Stereo:
    """
    The echoes, without x itself.

        echo(x, seconds=0.375, feedback=0.4, longest=2.0)

    seconds: s
    feedback: -1 to 1
    longest: s, 0 to 60

    Example: x + 0.5 * echo(x, 0.25)
    """

def ping_pong(x: Signal | float, seconds: Signal | float = 0.375, feedback: Signal | float = 0.4, longest: float = 2.0) -> Stereo:
    """
    The echoes, left and right in turn, without x itself.

        ping_pong(x, seconds=0.375, feedback=0.4, longest=2.0)

    seconds: s
    feedback: -1 to 1
    longest: s, 0 to 60

    Example: ping_pong(x, 0.25)
    """

@overload
def chorus(x: Signal | float, rate: Signal | float = 0.5, depth: Signal | float = 0.5, mix: Signal | float = 0.5) -> Signal: ...

@overload
def chorus(x: Stereo | tuple[Signal | float, Signal | float], rate: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5, depth: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5, mix: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5) -> Stereo:
    """
    Three copies that waver.

        chorus(x, rate=0.5, depth=0.5, mix=0.5)

    rate: Hz
    depth: 0 to 1
    mix: 0 to 1

    Example: chorus(x)
    """

@overload
def flanger(x: Signal | float, rate: Signal | float = 0.2, depth: Signal | float = 0.7, feedback: Signal | float = 0.5) -> Signal: ...

@overload
def flanger(x: Stereo | tuple[Signal | float, Signal | float], rate: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.2, depth: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.7, feedback: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5) -> Stereo:
    """
    A comb that sweeps.

        flanger(x, rate=0.2, depth=0.7, feedback=0.5)

    rate: Hz
    depth: 0 to 1
    feedback: 0 to 1

    Example: flanger(x)
    """

@overload
def phaser(x: Signal | float, rate: Signal | float = 0.3, depth: Signal | float = 0.8, feedback: Signal | float = 0.4) -> Signal: ...

@overload
def phaser(x: Stereo | tuple[Signal | float, Signal | float], rate: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.3, depth: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.8, feedback: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.4) -> Stereo:
    """
    Notches that sweep.

        phaser(x, rate=0.3, depth=0.8, feedback=0.4)

    rate: Hz
    depth: 0 to 1
    feedback: 0 to 1

    Example: phaser(x)
    """

@overload
def tremolo(x: Signal | float, rate: Signal | float = 5.0, depth: Signal | float = 0.5) -> Signal: ...

@overload
def tremolo(x: Stereo | tuple[Signal | float, Signal | float], rate: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 5.0, depth: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.5) -> Stereo:
    """
    Quieter and back.

        tremolo(x, rate=5.0, depth=0.5)

    rate: Hz
    depth: 0 to 1

    Example: tremolo(x)
    """

@overload
def ring_mod(x: Signal | float, freq: Signal | float) -> Signal: ...

@overload
def ring_mod(x: Stereo | tuple[Signal | float, Signal | float], freq: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    x times a sine.

        ring_mod(x, freq)

    freq: Hz

    Example: ring_mod(x, 440.0)
    """

@overload
def distort(x: Signal | float, drive: Signal | float = 2.0) -> Signal: ...

@overload
def distort(x: Stereo | tuple[Signal | float, Signal | float], drive: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 2.0) -> Stereo:
    """
    Bends the wave, from soft to hard.

        distort(x, drive=2.0)

    drive: 0.01 to 100

    Example: distort(x, 5.0)
    """

@overload
def bitcrush(x: Signal | float, bits: Signal | float = 8.0, rate: Signal | float = 11025.0) -> Signal: ...

@overload
def bitcrush(x: Stereo | tuple[Signal | float, Signal | float], bits: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 8.0, rate: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 11025.0) -> Stereo:
    """
    Fewer steps and fewer frames.

        bitcrush(x, bits=8.0, rate=11025.0)

    bits: 1 to 24
    rate: Hz

    Example: bitcrush(x, 6.0, 8000.0)
    """

@overload
def compressor(x: Signal | float, threshold: Signal | float = -18.0, ratio: Signal | float = 4.0, attack: Signal | float = 0.01, release: Signal | float = 0.15) -> Signal: ...

@overload
def compressor(x: Stereo | tuple[Signal | float, Signal | float], threshold: Stereo | tuple[Signal | float, Signal | float] | Signal | float = -18.0, ratio: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 4.0, attack: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.01, release: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.15) -> Stereo:
    """
    What is loud gets quieter.

        compressor(x, threshold=-18.0, ratio=4.0, attack=0.01, release=0.15)

    threshold: dB
    ratio: 1 and up
    attack: s
    release: s

    Example: compressor(x, -18.0, 4.0)
    """

@overload
def limiter(x: Signal | float, ceiling: Signal | float = -1.0, release: Signal | float = 0.1) -> Signal: ...

@overload
def limiter(x: Stereo | tuple[Signal | float, Signal | float], ceiling: Stereo | tuple[Signal | float, Signal | float] | Signal | float = -1.0, release: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.1) -> Stereo:
    """
    No sample above the ceiling; 127 frames late.

        limiter(x, ceiling=-1.0, release=0.1)

    ceiling: dB
    release: s

    Example: limiter(2.0 * x)
    """

@overload
def gate_noise(x: Signal | float, threshold: Signal | float = -45.0, attack: Signal | float = 0.002, release: Signal | float = 0.1) -> Signal: ...

@overload
def gate_noise(x: Stereo | tuple[Signal | float, Signal | float], threshold: Stereo | tuple[Signal | float, Signal | float] | Signal | float = -45.0, attack: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.002, release: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.1) -> Stereo:
    """
    Silence where x is quiet.

        gate_noise(x, threshold=-45.0, attack=0.002, release=0.1)

    threshold: dB
    attack: s
    release: s

    Example: gate_noise(x)
    """

def pan(x: Signal | float, position: Signal | float) -> Stereo:
    """
    x on two sides, by equal power.

        pan(x, position)

    position: -1, left, to 1, right

    Example: pan(x, lfo(0.2, -1.0, 1.0))
    """

def stereo_width(left: Signal | float, right: Signal | float, width: Signal | float = 1.0) -> Stereo:
    """
    How much the sides differ.

        stereo_width(left, right, width=1.0)

    width: 0 mono, 1 as it is, 2 wide

    Example: stereo_width(x, delay(x, 300), 1.5)
    """

@overload
def abs(x: Signal | float) -> Signal: ...

@overload
def abs(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The magnitude.

        abs(x)


    Example: abs(x)
    """

@overload
def sign(x: Signal | float) -> Signal: ...

@overload
def sign(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    -1, 0 or 1.

        sign(x)


    Example: sign(x)
    """

@overload
def floor(x: Signal | float) -> Signal: ...

@overload
def floor(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The whole number below.

        floor(x)


    Example: floor(x)
    """

@overload
def ceil(x: Signal | float) -> Signal: ...

@overload
def ceil(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The whole number above.

        ceil(x)


    Example: ceil(x)
    """

@overload
def round(x: Signal | float) -> Signal: ...

@overload
def round(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The nearest whole number; halves go up.

        round(x)


    Example: round(x)
    """

@overload
def trunc(x: Signal | float) -> Signal: ...

@overload
def trunc(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The whole number towards 0.

        trunc(x)


    Example: trunc(x)
    """

@overload
def fract(x: Signal | float) -> Signal: ...

@overload
def fract(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    x - floor(x).

        fract(x)


    Example: fract(x)
    """

@overload
def sqrt(x: Signal | float) -> Signal: ...

@overload
def sqrt(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The square root.

        sqrt(x)


    Example: sqrt(abs(x))
    """

@overload
def exp(x: Signal | float) -> Signal: ...

@overload
def exp(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    e to the x.

        exp(x)


    Example: exp(x)
    """

@overload
def exp2(x: Signal | float) -> Signal: ...

@overload
def exp2(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    2 to the x.

        exp2(x)


    Example: exp2(x)
    """

@overload
def log(x: Signal | float) -> Signal: ...

@overload
def log(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The natural logarithm.

        log(x)


    Example: log(1.0 + abs(x))
    """

@overload
def log2(x: Signal | float) -> Signal: ...

@overload
def log2(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The logarithm of octaves.

        log2(x)


    Example: log2(1.0 + abs(x))
    """

@overload
def log10(x: Signal | float) -> Signal: ...

@overload
def log10(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The decimal logarithm.

        log10(x)


    Example: log10(1.0 + abs(x))
    """

@overload
def sin(x: Signal | float) -> Signal: ...

@overload
def sin(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The sine.

        sin(x)

    x: radians

    Example: sin(x)
    """

@overload
def cos(x: Signal | float) -> Signal: ...

@overload
def cos(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The cosine.

        cos(x)

    x: radians

    Example: cos(x)
    """

@overload
def tan(x: Signal | float) -> Signal: ...

@overload
def tan(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The tangent.

        tan(x)

    x: radians

    Example: tan(x)
    """

@overload
def asin(x: Signal | float) -> Signal: ...

@overload
def asin(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The angle with that sine, in radians.

        asin(x)


    Example: asin(x)
    """

@overload
def acos(x: Signal | float) -> Signal: ...

@overload
def acos(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The angle with that cosine, in radians.

        acos(x)


    Example: acos(x)
    """

@overload
def atan(x: Signal | float) -> Signal: ...

@overload
def atan(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The angle with that tangent, in radians.

        atan(x)


    Example: atan(x)
    """

@overload
def sinh(x: Signal | float) -> Signal: ...

@overload
def sinh(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The hyperbolic sine.

        sinh(x)


    Example: sinh(x)
    """

@overload
def cosh(x: Signal | float) -> Signal: ...

@overload
def cosh(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The hyperbolic cosine.

        cosh(x)


    Example: cosh(x)
    """

@overload
def tanh(x: Signal | float) -> Signal: ...

@overload
def tanh(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    A soft clip to -1..1.

        tanh(x)


    Example: tanh(x)
    """

@overload
def min(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def min(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    The smaller one.

        min(a, b)


    Example: min(x, 0.5)
    """

@overload
def max(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def max(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    The larger one.

        max(a, b)


    Example: max(x, 0.5)
    """

@overload
def mod(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def mod(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    a - b floor(a / b): has the sign of b.

        mod(a, b)


    Example: mod(x, 0.5)
    """

@overload
def pow(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def pow(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    a to the b.

        pow(a, b)


    Example: pow(abs(x), 0.5)
    """

@overload
def atan2(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def atan2(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    The angle of (b, a), in radians.

        atan2(a, b)


    Example: atan2(x, 0.5)
    """

@overload
def eq(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def eq(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    1 where they are equal, else 0.

        eq(a, b)


    Example: eq(x, 0.5)
    """

@overload
def ne(a: Signal | float, b: Signal | float) -> Signal: ...

@overload
def ne(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    1 where they differ, else 0.

        ne(a, b)


    Example: ne(x, 0.5)
    """

@overload
def clip(x: Signal | float, low: Signal | float = -1.0, high: Signal | float = 1.0) -> Signal: ...

@overload
def clip(x: Stereo | tuple[Signal | float, Signal | float], low: Stereo | tuple[Signal | float, Signal | float] | Signal | float = -1.0, high: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    x kept from low to high.

        clip(x, low=-1.0, high=1.0)


    Example: clip(3.0 * x)
    """

@overload
def clamp(x: Signal | float, low: Signal | float, high: Signal | float) -> Signal: ...

@overload
def clamp(x: Stereo | tuple[Signal | float, Signal | float], low: Stereo | tuple[Signal | float, Signal | float] | Signal | float, high: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    x kept from low to high.

        clamp(x, low, high)


    Example: clamp(x, 0.0, 0.5)
    """

@overload
def wrap(x: Signal | float, low: Signal | float = 0.0, high: Signal | float = 1.0) -> Signal: ...

@overload
def wrap(x: Stereo | tuple[Signal | float, Signal | float], low: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 0.0, high: Stereo | tuple[Signal | float, Signal | float] | Signal | float = 1.0) -> Stereo:
    """
    x moved into [low, high) by whole multiples of its width.

        wrap(x, low=0.0, high=1.0)


    Example: wrap(3.0 * x, -1.0, 1.0)
    """

@overload
def lerp(a: Signal | float, b: Signal | float, t: Signal | float) -> Signal: ...

@overload
def lerp(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float, t: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    From a to b.

        lerp(a, b, t)

    t: 0 is a, 1 is b

    Example: lerp(x, delay(x, 100), 0.3)
    """

@overload
def select2(condition: Signal | float, zero: Signal | float, other: Signal | float) -> Signal: ...

@overload
def select2(condition: Stereo | tuple[Signal | float, Signal | float], zero: Stereo | tuple[Signal | float, Signal | float] | Signal | float, other: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    `zero` where the condition is 0, else `other`.

        select2(condition, zero, other)


    Example: select2(gate, 0.0, x)
    """

@overload
def fma(a: Signal | float, b: Signal | float, c: Signal | float) -> Signal: ...

@overload
def fma(a: Stereo | tuple[Signal | float, Signal | float], b: Stereo | tuple[Signal | float, Signal | float] | Signal | float, c: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    a * b + c, rounded once.

        fma(a, b, c)


    Example: fma(x, 0.5, 0.25)
    """

@overload
def db_to_linear(db: Signal | float) -> Signal: ...

@overload
def db_to_linear(db: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    0 dB is 1, -6.02 dB is 0.5.

        db_to_linear(db)

    db: dB

    Example: x * db_to_linear(-6.0)
    """

@overload
def linear_to_db(x: Signal | float) -> Signal: ...

@overload
def linear_to_db(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    Of the magnitude, at least -200 dB.

        linear_to_db(x)


    Example: linear_to_db(x)
    """

@overload
def midi_to_freq(note: Signal | float) -> Signal: ...

@overload
def midi_to_freq(note: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    From notes to Hz.

        midi_to_freq(note)

    note: 69 is 440 Hz

    Example: saw(midi_to_freq(45.0))
    """

@overload
def freq_to_midi(freq: Signal | float) -> Signal: ...

@overload
def freq_to_midi(freq: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    From Hz to notes.

        freq_to_midi(freq)

    freq: Hz

    Example: freq_to_midi(440.0)
    """

@overload
def mem(x: Signal | float) -> Signal: ...

@overload
def mem(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    x one frame ago; 0 at the start.

        mem(x)


    Example: mem(x)
    """

@overload
def delay(x: Signal | float, frames: Signal | float, longest: int = -1) -> Signal: ...

@overload
def delay(x: Stereo | tuple[Signal | float, Signal | float], frames: Stereo | tuple[Signal | float, Signal | float] | Signal | float, longest: int = -1) -> Stereo:
    """
    x as it was floor(frames) ago.

        delay(x, frames, longest=-1)

    longest: frames, if `frames` moves

    Example: x + delay(x, 480)
    """

@overload
def rdtable(table: Sequence[float], position: Signal | float) -> Signal: ...

@overload
def rdtable(table: Sequence[float], position: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The number of the table at floor(position).

        rdtable(table, position)

    table: up to 2^20 numbers
    position: from 0

    Example: rdtable([0.0, 0.5, 1.0], 3.0 * phasor(2.0))
    """

@overload
def rwtable(size: int, write: Signal | float, value: Signal | float, read: Signal | float) -> Signal: ...

@overload
def rwtable(size: int, write: Stereo | tuple[Signal | float, Signal | float], value: Stereo | tuple[Signal | float, Signal | float] | Signal | float, read: Stereo | tuple[Signal | float, Signal | float] | Signal | float) -> Stereo:
    """
    Puts `value` at floor(write), and gives what is at floor(read).

        rwtable(size, write, value, read)

    size: 1 to 2^20
    write: from 0
    read: from 0

    Example: rwtable(480, 480.0 * phasor(100.0), x, 480.0 * phasor(-50.0))
    """

@overload
def unit_delay(x: Signal | float) -> Signal: ...

@overload
def unit_delay(x: Stereo | tuple[Signal | float, Signal | float]) -> Stereo:
    """
    The same as mem.

        unit_delay(x)


    Example: unit_delay(x)
    """

def sample_rate() -> Signal:
    """
    In Hz.

        sample_rate()


    Example: sample_rate()
    """

def sr() -> Signal:
    """
    The same as sample_rate.

        sr()


    Example: sr()
    """

def help(name: str = '') -> None:
    """Print what a function does, or which functions there are."""

def page() -> str:
    """The page of all functions, docs/signals.md."""
