"""What a session sounds like: onsets, pitches, voices, stems, block sizes."""

from fractions import Fraction

import numpy as np
import pytest
from ears import cents, click_db, frame, left, onsets, own_gate, quiet_session, soft_tone, tone

import krach
from krach import krp


def test_hits_start_on_their_exact_frames(kr: krach.Session) -> None:
    kr.node("gate", own_gate, gain=1) @ (kr.hit() * 4)
    sound = left(kr.render(bars=8))
    assert onsets(sound) == [24000 * i for i in range(32)]


def test_at_127_3_bpm_every_onset_is_the_rounded_exact_fraction(kr: krach.Session) -> None:
    kr.tempo = 127.3
    kr.node("gate", own_gate, gain=1) @ (kr.hit() * 4)
    sound = left(kr.render(bars=8))
    bpm = Fraction(1273, 10)
    assert onsets(sound) == [frame(Fraction(i, 4), bpm) for i in range(32)]
    assert len(sound) == frame(Fraction(8), bpm)


def test_a4_is_440_hz(kr: krach.Session) -> None:
    kr.node("tone", tone) @ kr.note("A4").legato(1)
    sound = left(kr.render(seconds=1.9))
    assert abs(cents(sound[4800:], 440.0)) < 0.1


@pytest.mark.parametrize("midi", [24 + round(i * 71 / 23) for i in range(24)])  # C1 to B6
def test_a_note_is_within_a_tenth_of_a_cent(kr: krach.Session, midi: int) -> None:
    kr.node("tone", tone) @ kr.note(midi).legato(1)
    sound = left(kr.render(seconds=1.9))
    assert abs(cents(sound[4800:], 440 * 2 ** ((midi - 69) / 12))) < 0.1


def test_names_numbers_and_hertz_are_the_same_pitches(kr: krach.Session) -> None:
    kr.node("tone", tone) @ kr.seq("A4", 69, 440.0, None)
    sound = left(kr.render(bars=1))
    quarters = sound.reshape(4, -1)
    assert abs(quarters[0]).max() > 0.4
    assert abs(quarters[3]).max() == 0
    # the phase of a lone voice runs on, so pitches are compared, not samples
    for quarter in quarters[:3]:
        assert abs(cents(quarter[:11000], 440.0)) < 0.1


def test_blocks_of_any_size_give_the_same_samples(kr: krach.Session) -> None:
    pad = kr.node("pad", soft_tone, gain=0.2, count=4)
    pad @ (kr.note("A4", "C5", "E5") + kr.p("A3 [C4 E4]"))
    pad @ ("gain", kr.sine(0.1, 0.4).over(2))
    pad @ ("pan", kr.p("0 1 0"))
    whole = kr.render(bars=2, block_size=8192)
    for size in (1, 7, 64, 1024):
        assert np.array_equal(kr.render(bars=2, block_size=size), whole)


def test_blocks_of_any_size_give_the_same_samples_wherever_voices_are(kr: krach.Session) -> None:
    pattern = (kr.note("A4", "C5", "E5") + kr.p("A3 [C4 E4]*4").legato(1.5)).pan("0 0.5 1 0.3")
    kr.node("pad", soft_tone, gain=0.2, count=4) @ pattern.jux(krp.reverse())
    kr.node("lead", soft_tone, gain=0.2) @ pattern
    whole = kr.render(bars=2, block_size=8192)
    assert not np.array_equal(whole[:, 0], whole[:, 1])
    for size in (1, 7, 64, 1024):
        assert np.array_equal(kr.render(bars=2, block_size=size), whole)


def test_a_lone_voice_changes_sides_without_a_click() -> None:
    kr = quiet_session()
    places = krp.p("A3 A3").legato(1.1)  # tied: it goes on
    kr.node("a", soft_tone, gain=0.5) @ places.pan("1 0")
    moved = left(kr.render(bars=1))
    kr.play("a", places)
    plain = left(kr.render(bars=1))
    half = len(plain) // 2
    assert np.abs(moved[:half]).max() == 0
    assert np.array_equal(moved[half + 96 :], plain[half + 96 :])
    around = slice(half - 8000, half + 8000)
    quiet = plain[half - 8000 : half - 2000]
    assert click_db(moved[around], 8000, quiet) <= 3
    cut = np.where(np.arange(len(plain)) < half + 40, 0, plain)  # the planted fault
    assert click_db(cut[around], 8040, quiet) > 6


def test_a_chord_of_three_sounds_three_voices(kr: krach.Session) -> None:
    kr.node("pad", tone, gain=1, count=4) @ kr.note("A4", "C5", "E5").legato(1)
    sound = left(kr.render(seconds=1))
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) / len(sound) * 4
    for midi in (69, 72, 76):
        at = round(440 * 2 ** ((midi - 69) / 12))
        assert spectrum[at - 2 : at + 3].max() == pytest.approx(1.0, abs=0.16)
    assert spectrum[200:430].max() < 0.01


FIFTH = 48000  # the frame of the fifth note


def _long_notes(count: int, *notes: str) -> np.ndarray:
    """Notes an eighth of a cycle apart, each two cycles long, on a node of `count` voices."""
    kr = quiet_session()
    steps = kr.seq(*notes, *[None] * (8 - len(notes))).set("dur", 2.0)
    kr.node("pad", soft_tone, gain=0.5, count=count) @ steps
    return left(kr.render(bars=1))


def test_a_fifth_note_steals_the_oldest_without_a_click() -> None:
    notes = ["D4", "C4", "E4", "G4", "B4"]  # the first is far from 0 when it ends
    stolen, free = _long_notes(4, *notes), _long_notes(5, *notes)
    oldest = _long_notes(4, "D4")
    around = slice(FIFTH - 8000, FIFTH + 8000)
    quiet = free[FIFTH - 8000 : FIFTH - 2000]
    assert click_db(stolen[around], 8000, quiet) <= 3
    later = slice(FIFTH + 96, FIFTH + 20000)  # 2 ms on, the other four play as if it had not been
    assert np.abs(stolen - (free - oldest))[later].max() < 1e-6
    oldest[:FIFTH] = 0
    cut = free - oldest  # the planted fault: the oldest ends at once
    assert click_db(cut[around], 8000, quiet) > 6


def test_stems_sum_to_the_master(kr: krach.Session) -> None:
    pad = kr.node("pad", soft_tone, gain=0.3, count=4, pan=-0.4)
    lead = kr.node("lead", soft_tone, gain=0.5)
    pad @ kr.note("A3", "C4", "E4")
    lead @ kr.p("A4 ~ E4 [C5 D5]")
    kr.master = 0.7
    sounds = kr.render(bars=2, stems=True)
    assert set(sounds) == {"pad", "lead", "master"}
    difference = sounds["pad"].astype(np.float64) + sounds["lead"] - sounds["master"]
    assert np.abs(difference).max() < 1e-6  # -120 dBFS


def test_a_seed_is_a_performance_of_its_own(kr: krach.Session) -> None:
    kr.node("gate", own_gate) @ (kr.hit() * 16).thin(0.5)
    assert np.array_equal(kr.render(bars=4), kr.render(bars=4))
    assert np.array_equal(kr.render(bars=4, seed=1), kr.render(bars=4))
    assert not np.array_equal(kr.render(bars=4, seed=2), kr.render(bars=4))


def test_rendering_leaves_the_session_as_it_was(kr: krach.Session) -> None:
    node = kr.node("gate", own_gate)
    node @ (krp.hit() * 3)
    revision = kr.core.revision
    first = kr.render(bars=1)
    assert kr.core.revision == revision
    assert np.array_equal(kr.render(bars=1), first)


def test_the_sound_is_float32_in_two_channels(kr: krach.Session) -> None:
    sound = kr.render(seconds=0.5)
    assert sound.dtype == np.float32
    assert sound.shape == (24000, 2)
    assert kr.render(seconds=0.5, sample_rate=44100).shape == (22050, 2)
