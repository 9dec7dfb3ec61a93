"""The rules that players rely on, one test for each sentence."""

from pathlib import Path

import numpy as np
import pytest
from ears import both, left, onsets, own_gate, quiet_session, through, tone, value

import krach
from krach import krp, krs

CYCLE = 96000  # frames, at 120 BPM in 4


def gates(kr: krach.Session, pattern: object, bars: float = 2) -> list[int]:
    kr.node("gate", own_gate, gain=1) @ pattern
    return onsets(left(kr.render(bars=bars)))


def test_a_sum_gives_each_part_an_equal_share_however_bracketed(kr: krach.Session) -> None:
    h = kr.hit()
    thirds = [0, 32000, 64000]
    assert gates(kr, h + h + h, 1) == thirds
    assert gates(kr, h + (h + h), 1) == thirds
    assert gates(kr, (h + h) + h, 1) == thirds


def test_what_is_done_to_a_sum_makes_it_one_unit(kr: krach.Session) -> None:
    h = kr.hit()
    assert gates(kr, (h + h) * 1 + h, 1) == [0, 24000, 48000]
    assert gates(kr, h * 4 + h, 1) == [0, 12000, 24000, 36000, 48000]


def test_each_unit_of_a_sum_plays_its_own_cycle(kr: krach.Session) -> None:
    slow = kr.seq("A4", "B4").over(2)  # a note a cycle
    assert gates(kr, slow + kr.rest(), 2) == [0, CYCLE]


def test_cat_gives_each_a_whole_cycle(kr: krach.Session) -> None:
    assert gates(kr, kr.cat(kr.hit(), kr.hit() * 2), 2) == [0, CYCLE, CYCLE + 48000]


def test_positive_shift_is_later(kr: krach.Session) -> None:
    assert gates(kr, kr.hit().shift(0.25), 1) == [24000]


def test_a_gate_is_open_for_half_of_the_note_less_one_frame(kr: krach.Session) -> None:
    kr.node("gate", own_gate, gain=1) @ kr.hit()
    sound = left(kr.render(bars=1))
    assert sound.sum() == CYCLE // 2 - 1


def test_legato_and_dur_say_how_long_a_note_sounds(kr: krach.Session) -> None:
    node = kr.node("gate", own_gate, gain=1)
    node @ kr.hit().legato(0.25)
    assert left(kr.render(bars=1)).sum() == CYCLE // 4 - 1
    node @ (kr.hit() * 4).set("dur", 0.125)
    assert left(kr.render(bars=1)).sum() == 4 * (CYCLE // 8 - 1)


def test_notes_that_touch_retrigger(kr: krach.Session) -> None:
    assert gates(kr, (kr.hit() * 4).legato(1), 1) == [0, 24000, 48000, 72000]


def test_notes_that_overlap_on_a_lone_voice_are_tied(kr: krach.Session) -> None:
    assert gates(kr, (kr.hit() * 4).legato(1.5), 1) == [0]


def test_what_a_note_brings_hides_the_pattern_and_the_hand(kr: krach.Session) -> None:
    node = kr.node("value", value, gain=1)
    node["x"] = 5
    assert left(kr.render(seconds=0.1))[-1] == 5
    node @ ("x", kr.p("7"))
    assert left(kr.render(seconds=0.1))[-1] == pytest.approx(7)
    node @ kr.hit().set("x", 9)
    assert left(kr.render(seconds=0.1))[-1] == 9
    node @ ("x", None)
    node @ None
    assert left(kr.render(seconds=0.1))[-1] == 5


def test_a_hand_set_value_waits_beneath_a_pattern(kr: krach.Session) -> None:
    node = kr.node("value", value, gain=1)
    node @ ("x", kr.p("7"))
    with pytest.warns(krach.KrachWarning, match="a pattern moves it"):
        node["x"] = 3
    assert node["x"] == 3
    node @ ("x", None)
    assert left(kr.render(seconds=0.1))[-1] == 3


def test_a_signal_moves_a_control_exactly(kr: krach.Session) -> None:
    kr.node("value", value, gain=1) @ ("x", kr.ramp(0, 96))
    sound = left(kr.render(bars=1))
    exact = np.arange(CYCLE) / 1000
    assert np.abs(sound - exact)[: CYCLE - 32].max() < 1e-4


def test_a_value_out_of_range_is_clamped_with_a_warning(kr: krach.Session) -> None:
    node = kr.node("tone", tone)
    with pytest.warns(krach.KrachWarning, match="out of range"):
        node["freq"] = 1e6
    assert node["freq"] == 20000


def test_vel_and_gain_multiply_the_voice(kr: krach.Session) -> None:
    node = kr.node("gate", own_gate, gain=1)
    node @ kr.hit().set("vel", 0.5).set("gain", 0.5)
    assert left(kr.render(seconds=0.1))[100] == pytest.approx(0.25)


def test_pan_of_an_event_is_the_place_of_its_voice(kr: krach.Session) -> None:
    kr.node("a", own_gate, gain=1, count=4) @ krp.p("C4 E4").pan("0 1").legato(1)
    first, second = both(kr.render(bars=1)).reshape(2, CYCLE // 2, 2)
    assert set(first[:-1, 0]) == {1} and set(first[:, 1]) == {0}
    assert set(second[:-1, 1]) == {1}
    assert set(second[96:, 0]) == {0}  # the first voice has ended


def test_pan_is_a_balance_from_0_to_1_with_the_middle_between(kr: krach.Session) -> None:
    node = kr.node("gate", own_gate, gain=1)
    for pan, sides in [(0.5, [1, 1]), (0.25, [1, 0.5]), (0.875, [0.25, 1]), (9, [0, 1])]:
        node @ kr.hit().set("pan", pan)
        assert list(both(kr.render(seconds=0.1))[0]) == sides
    node["pan"] = -0.5  # the node's own comes after it
    assert list(both(kr.render(seconds=0.1))[0]) == [0, 0.5]


def test_in_the_middle_nothing_changes(kr: krach.Session) -> None:
    node = kr.node("pad", tone, count=4)
    chords = kr.note("A4", "C5", "E5") + kr.p("A3 [C4 E4]")
    node @ chords
    without = kr.render(bars=2)
    node @ chords.pan(0.5)
    assert np.array_equal(kr.render(bars=2), without)


def test_voices_of_one_node_sound_in_their_places_at_once(kr: krach.Session) -> None:
    places = [("A3", 0), ("C4", 1), ("E4", 0.5)]
    three = krp.stack(*(kr.note(pitch).pan(place) for pitch, place in places))
    kr.node("a", tone, gain=1, count=4) @ three.legato(1)
    sound = both(kr.render(seconds=1))
    for channel, heard in [(0, {57: 1, 60: 0, 64: 1}), (1, {57: 0, 60: 1, 64: 1})]:
        mono = sound[:, channel]
        for midi, level in heard.items():
            freq = 440 * 2 ** ((midi - 69) / 12)
            turn = np.exp(-2j * np.pi * freq * np.arange(len(mono)) / 48000)
            amplitude = 2 * abs((mono * turn * np.hanning(len(mono)) * 2).mean())
            assert amplitude == pytest.approx(level, abs=1e-3)


def test_jux_plays_the_pattern_on_the_left_and_the_changed_one_on_the_right(
    kr: krach.Session,
) -> None:
    node = kr.node("a", own_gate, gain=1, count=4)
    node @ krp.p("x ~ ~ x x ~ ~ ~").jux(krp.reverse())
    sound = both(kr.render(bars=1))
    step = CYCLE // 8
    assert onsets(sound[:, 0]) == [0, 3 * step, 4 * step]
    assert onsets(sound[:, 1]) == [3 * step, 4 * step, 7 * step]


def test_a_control_of_the_program_named_pan_is_set_instead(kr: krach.Session) -> None:
    def own_pan() -> krs.Signal:
        return krs.control("pan", 0.0, -10.0, 10.0)

    kr.node("a", own_pan, gain=1) @ kr.hit().set("pan", 3)
    assert list(both(kr.render(seconds=0.1))[-1]) == [3, 3]


def test_an_effect_hears_where_the_voices_are(kr: krach.Session) -> None:
    def wide(left: krs.Signal, right: krs.Signal) -> tuple[krs.Signal, krs.Signal]:
        return left, right

    source = kr.node("source", own_gate, gain=1, dry=0, count=2)
    source @ kr.hit().set("pan", 0)
    stereo, mono = kr.node("stereo", wide, gain=1), kr.node("mono", through, gain=1, dry=0)
    source >> stereo
    source >> mono
    assert list(both(kr.render(seconds=0.1))[100]) == [1, 0]
    stereo["dry"], mono["dry"] = 0, 1
    assert list(both(kr.render(seconds=0.1))[100]) == [0.5, 0.5]


def test_gain_is_a_half_unless_given_and_never_divided_by_count(kr: krach.Session) -> None:
    kr.node("one", own_gate) @ kr.hit()
    assert left(kr.render(seconds=0.1))[0] == 0.5
    kr.remove("one")
    kr.node("four", own_gate, count=4) @ kr.hit()
    assert left(kr.render(seconds=0.1))[0] == 0.5


def test_a_route_takes_what_comes_after_gain_pan_and_mute(kr: krach.Session) -> None:
    source = kr.node("source", own_gate, gain=0.5, dry=0)
    effect = kr.node("effect", through, gain=1)
    source @ kr.hit()
    source >> (effect, 0.5)
    assert left(kr.render(seconds=0.1))[0] == 0.25
    kr.mute("source")
    assert left(kr.render(seconds=0.1))[0] == 0
    kr.unmute("source")
    source["dry"] = 1
    assert left(kr.render(seconds=0.1))[0] == 0.75


def test_routes_are_chained_by_their_targets(kr: krach.Session) -> None:
    a = kr.node("a", own_gate, gain=1, dry=0)
    b, c = (kr.node(name, through, gain=0.5, dry=0) for name in "bc")
    c["dry"] = 1
    assert (a >> b >> c).name == "c"
    a @ kr.hit()
    assert left(kr.render(seconds=0.1))[0] == 0.25
    assert kr.routes == {("a", "b"): 1.0, ("b", "c"): 1.0}


def test_a_lone_node_pans_by_balance(kr: krach.Session) -> None:
    node = kr.node("gate", own_gate, gain=1)
    node @ kr.hit()
    assert list(both(kr.render(seconds=0.1))[0]) == [1, 1]
    node["pan"] = 1
    assert list(both(kr.render(seconds=0.1))[0]) == [0, 1]
    node["pan"] = -0.5
    assert list(both(kr.render(seconds=0.1))[0]) == [1, 0.5]


def test_a_stereo_program_has_two_channels(kr: krach.Session) -> None:
    def wide() -> tuple[krs.Signal, float]:
        return krs.control("gate", 0.0, 0.0, 1.0), 0.25

    kr.node("wide", wide, gain=1) @ kr.hit()
    assert list(both(kr.render(seconds=0.1))[0]) == [1, 0.25]


def test_a_new_definition_keeps_routes_patterns_and_values(kr: krach.Session) -> None:
    node = kr.node("a", tone, gain=0.25)
    effect = kr.node("effect", through)
    node >> effect
    node @ kr.hit()
    node["freq"] = 100
    kr.node("a", own_gate)
    assert kr.routes == {("a", "effect"): 1.0}
    assert kr["a/gain"] == 0.25
    assert left(kr.render(seconds=0.1))[0] != 0


def test_words_and_operators_do_the_same(kr: krach.Session) -> None:
    bass, verb = kr.node("bass", tone), kr.node("verb", through)
    bass >> (verb, 0.4)
    bass @ "A2 D3 ~ E2"
    bass["freq"] = 200
    other = quiet_session()
    other.node("bass", tone)
    other.node("verb", through)
    other.connect("bass", "verb", level=0.4)
    other.play("bass", other.p("A2 D3 ~ E2"))
    other.set("bass/freq", 200)
    assert np.array_equal(kr.render(bars=1), other.render(bars=1))
    assert kr["bass/freq"] == other.get("bass/freq") == 200
    kr.hush("bass")
    assert not kr.render(bars=1).any()
    kr.stop()
    kr.remove("bass")
    assert kr.nodes == ["verb"]
    assert kr.routes == {}


def test_a_warning_is_at_the_line_that_asked(tmp_path: Path) -> None:
    lines = [
        'a = kr.node("a", lambda: krs.control("gate", 0.0, 0.0, 1.0))',
        'a["gate"] = 2',
        'kr["a/gate"] = 2',
        'kr.set("a/gate", 2)',
        'a @ ("gate", "1 0")',
        'a["gate"] = 1',
        "with kr.batch():",
        '    a["gate"] = 2',
        "kr.pull()",
    ]
    file = tmp_path / "jam.py"
    file.write_text("\n".join(lines) + "\n")
    with pytest.warns(krach.KrachWarning) as told:
        krach.Session().load(file)
    assert {w.filename for w in told} == {str(file)}
    assert sorted({w.lineno for w in told}) == [2, 3, 4, 6, 8, 9]
