"""Groups, solos, fades, starts, scenes, undo and batches, as they are asked for in Python."""

import numpy as np
import pytest
from ears import left, onsets, own_gate

import krach
from krach import krs

CYCLE = 96000  # frames, at 120 BPM in 4


def steady() -> krs.Signal:
    return krs.control("level", 1.0, 0.0, 10.0) * 1.0


@pytest.fixture
def band(kr: krach.Session) -> krach.Session:
    for name in ("bass", "drums/kick", "drums/hat"):
        kr.node(name, steady, gain=0.125)
    return kr


def test_a_soloed_node_is_heard_alone_and_a_group_by_its_name(band: krach.Session) -> None:
    def level() -> float:
        return float(left(band.render(seconds=0.1))[-1])

    assert level() == pytest.approx(0.375, rel=1e-3)
    band["bass"].solo()
    assert level() == pytest.approx(0.125, rel=1e-3)
    band["bass"].unsolo()
    band.mute("drums")
    assert level() == pytest.approx(0.125, rel=1e-3)
    band.unmute("drums")
    band.solo("drums")
    assert level() == pytest.approx(0.25, rel=1e-3)
    band.unsolo("drums")
    band.gain("drums", 0.25)
    assert band["drums/hat/gain"] == 0.25
    band.remove("drums")
    assert band.nodes == ["bass"]


def test_a_fade_is_a_straight_line(band: krach.Session) -> None:
    band.remove("drums")
    band["bass"].fade("gain", 0, bars=1)
    sound = left(band.render(bars=2))
    line = 0.125 * (1 - np.arange(CYCLE) / CYCLE)
    assert np.abs(sound[:CYCLE] - line).max() < 1e-5
    assert not sound[CYCLE:].any()
    band["bass/gain"] = 0.125  # a hand ends it
    assert left(band.render(bars=1))[-1] == pytest.approx(0.125)


def test_a_shape_moves_a_control(kr: krach.Session) -> None:
    kr.node("a", steady, gain=0.1)
    for shape in ("tri", krach.krp.tri()):
        kr.mod("a/level", shape, 2, 6, bars=2)
        sound = left(kr.render(bars=2))
        assert sound[CYCLE] == pytest.approx(0.6, rel=1e-3)
        assert sound[CYCLE // 2] == pytest.approx(0.4, rel=1e-2)
    with pytest.raises(krach.Error, match="there is: sine, saw, tri, ramp, square, rand"):
        kr.mod("a/level", "sinus")  # type: ignore[arg-type]


def test_a_pattern_waits_for_its_place(kr: krach.Session) -> None:
    gate = kr.node("gate", own_gate, gain=1)
    gate @ (kr.hit() * 2)
    gate.play(kr.hit() * 4, start="1", phase="zero")
    gate.hush(start="2")  # in place of what waited
    assert onsets(left(kr.render(bars=3))) == [0, 48000, 96000, 144000]
    gate @ (kr.hit() * 2)
    gate.play(kr.hit() * 4, start="1")
    assert onsets(left(kr.render(bars=2))) == [0, 48000, 96000, 120000, 144000, 168000]
    with pytest.raises(krach.Error, match="'cycle'"):
        gate.play(kr.hit(), start="bar")


def test_scenes_are_recalled_and_steps_undone(band: krach.Session) -> None:
    band.save("all")
    assert band.scenes == ["all"]
    band.remove("drums")
    band.tempo = 90
    assert band.history[-2:] == ["remove drums", "tempo 90"]
    band.undo()
    assert band.tempo == 120
    band.redo()
    assert band.tempo == 90
    band.recall("all")
    assert band.nodes == ["bass", "drums/hat", "drums/kick"]
    assert band.tempo == 120
    band.forget("all")
    with pytest.raises(krach.Error, match="no scene"):
        band.recall("all")


def test_a_batch_is_one_step_or_nothing(band: krach.Session) -> None:
    before = band.core.revision
    with band.batch():
        band.tempo = 90
        band.node("lead", own_gate) @ "x*4"
        band["lead"] >> band.node("echo", lambda inp: inp * 0.5)
        band["lead/gain"] = 0.25
        assert band.tempo == 90  # as it will be
        assert band["lead/gain"] == 0.25
        assert band.core.revision == before
    assert band.core.revision == before + 1
    band.undo()
    assert band.nodes == ["bass", "drums/hat", "drums/kick"]
    with pytest.raises(krach.Error, match="unknown control"), band.batch():
        band.tempo = 77
        band["bass/cutof"] = 1
    assert band.tempo == 120
    before = band.core.revision
    with band.batch():
        band.tempo = 98
        with band.batch():
            band.tempo = 99
        assert band.core.revision == before
    assert (band.core.revision, band.tempo) == (before + 1, 99)  # one in another is part of it
    with pytest.raises(krach.Error, match="stands alone"), band.batch():
        band.undo()
    band.tempo = 100  # no batch is open
    assert band.tempo == 100


def test_warnings_of_a_batch_are_told_once(band: krach.Session) -> None:
    with pytest.warns(krach.KrachWarning) as told, band.batch():
        band["bass/level"] = 99
    assert len(told) == 1


def test_a_transition_gets_there_over_its_bars(band: krach.Session) -> None:
    with band.transition(bars=1):
        band["bass/gain"] = 0.25
        band.remove("drums")
        band.node("lead", steady, gain=0.125)
        assert band.nodes == ["bass", "lead"]
    sound = left(band.render(bars=2))
    line = np.linspace(0, 1, CYCLE, endpoint=False)
    expected = 0.125 * (1 + line) + 0.25 * (1 - line) + 0.125 * line
    assert np.abs(sound[:CYCLE] - expected).max() < 1e-5
    assert np.abs(sound[CYCLE + 4800 :] - 0.375).max() < 1e-6
    assert band.nodes == ["bass", "lead"]
    assert band.history[-1] == "transition over 1 bars: set bass/gain 0.25, and 2 more"
    band.undo()
    with pytest.raises(krach.Error, match="at most 1024"), band.transition(bars=0):
        band.master = 0.5
    assert band.nodes == ["bass", "drums/hat", "drums/kick"]
