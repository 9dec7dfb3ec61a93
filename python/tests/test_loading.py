"""Session files loaded into a session that plays: what changed changes, the rest plays on."""

import json
from pathlib import Path

import numpy as np
import pytest
from ears import quiet_session

import krach
from krach import _core, sources

SYNTHS = """
def tone():
    freq = krs.control("freq", 440.0, 20.0, 2000.0)
    return krs.sine_osc(freq) * krs.control("gate", 0.0, 0.0, 1.0)

def room(inp):
    return inp * krs.control("size", 0.5, 0.0, 1.0)
"""
JAM = (
    SYNTHS
    + """
kr.tempo = 100
bass = kr.node("bass", tone, gain=0.25)
verb = kr.node("verb", room)
bass >> (verb, 0.4)
bass @ "A2 D3 ~ E2"
bass @ ("freq", kr.sine(100, 200))
kr.node("lead", tone) @ kr.seq("C4", "E4").every(2, lambda p: p.reverse())
kr.set("lead/freq", 300)
kr.mute("lead")
"""
)


@pytest.fixture
def jam(tmp_path: Path) -> Path:
    file = tmp_path / "jam.py"
    file.write_text(JAM)
    return file


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


class Listening(_core.Session):
    """Knows what was asked for last."""

    def apply_json(self, requests: str) -> list[str]:
        self.asked = json.loads(requests)
        return super().apply_json(requests)


def fresh(file: Path) -> krach.Session:
    kr = quiet_session()
    kr.load(file)
    return kr


def test_a_file_is_loaded_as_it_would_run_alone(jam: Path) -> None:
    alone = krach.Session()
    names = {"kr": alone, "krs": krach.krs, "krp": krach.krp}
    exec(JAM, names)
    kr = krach.Session()
    module = kr.load(jam)
    assert np.array_equal(kr.render(bars=2), alone.render(bars=2))
    assert (kr.tempo, kr.nodes, kr.routes) == (100, alone.nodes, alone.routes)
    assert module.bass.controls == kr["bass"].controls


def test_a_file_that_did_not_change_asks_for_nothing(jam: Path) -> None:
    kr = quiet_session()
    kr.load(jam)
    before, sound = kr.core.revision, kr.render(bars=2)
    edit(jam, SYNTHS, "# the lines are others now\n\n" + SYNTHS)
    kr.load(jam)
    assert kr.core.revision == before
    assert np.array_equal(kr.render(bars=2), sound)


@pytest.mark.parametrize(
    ("old", "new", "requests"),
    [
        ("kr.tempo = 100", "kr.tempo = 90", 1),
        ('bass @ "A2 D3 ~ E2"', 'bass @ "A2 D3 ~ F2"', 1),
        ('bass @ "A2 D3 ~ E2"\n', "", 1),
        ('bass @ ("freq", kr.sine(100, 200))\n', "", 1),
        ("bass >> (verb, 0.4)\n", "", 1),
        ("(verb, 0.4)", "(verb, 0.3)", 1),
        ("gain=0.25", "gain=0.5", 1),
        (", gain=0.25", "", 1),
        ("gain=0.25", "gain=0.25, count=3", 1),
        ('kr.set("lead/freq", 300)\n', "", 1),
        ('kr.mute("lead")\n', "", 1),
        ("inp * krs", "inp * 0.5 * krs", 1),
        ('kr.mute("lead")\n', 'kr.hush("lead")\n', 3),  # hushed, its pattern ended, unmuted
        ('verb = kr.node("verb", room)\nbass >> (verb, 0.4)\n', "", 1),
        ("440.0, 20.0", "220.0, 20.0", 2),  # both nodes of the function
    ],
)
def test_what_changed_changes_and_nothing_else_is_asked_for(
    jam: Path, old: str, new: str, requests: int
) -> None:
    core = Listening()
    kr = quiet_session(core)
    kr.load(jam)
    edit(jam, old, new)
    kr.load(jam)
    assert len(core.asked) == requests
    assert np.array_equal(kr.render(bars=2), fresh(jam).render(bars=2))


def test_a_node_that_the_file_no_longer_makes_goes_and_others_stay(jam: Path) -> None:
    kr = fresh(jam)
    kr.node("mine", kr.load(jam).tone)
    kr.connect("mine", "verb", 0.5)
    edit(jam, 'kr.node("lead", tone) @ kr.seq("C4", "E4").every(2, lambda p: p.reverse())', "")
    edit(jam, 'kr.set("lead/freq", 300)\nkr.mute("lead")', "")
    before = kr.core.revision
    kr.load(jam)
    assert kr.nodes == ["bass", "mine", "verb"]
    assert kr.routes == {("bass", "verb"): 0.4, ("mine", "verb"): 0.5}
    assert kr.core.revision == before + 1


def test_what_is_turned_by_hand_stays_until_the_file_says_something_else(jam: Path) -> None:
    kr = fresh(jam)
    kr.set("bass/gain", 0.1)
    kr.play("lead", kr.hit())
    edit(jam, "kr.tempo = 100", "kr.tempo = 90")
    edit(jam, "* krs.control", "* 0.5 * krs.control")
    kr.load(jam)
    assert (kr.tempo, kr.get("bass/gain")) == (90, 0.1)
    assert repr(kr.plays["lead", None]) == "hit()"
    edit(jam, "gain=0.25", "gain=0.3")
    kr.load(jam)
    assert kr.get("bass/gain") == 0.3


def test_a_node_that_was_removed_by_hand_comes_back_whole_with_the_next_load(jam: Path) -> None:
    kr = fresh(jam)
    kr.remove("bass")
    edit(jam, "A2 D3 ~ E2", "A2 D3 ~ F2")
    kr.load(jam)
    assert np.array_equal(kr.render(bars=2), fresh(jam).render(bars=2))


MISTAKES = [
    ("kr.set('bass/cutof', 3)", krach.Error, "unknown control 'cutof'"),
    ("kr['nobody']['freq'] = 3", krach.Error, "no node of that name"),
    ("verb >> bass", krach.Error, "takes no audio input"),
    ("bass @ '[a'", krach.Error, "is not closed"),
    ("kr.tempo = 5000", krach.Error, "the tempo is 5000 BPM"),
    ("kr.load(__file__)", krach.Error, "a file cannot load itself"),
    ("kr.watch(__file__)", krach.Error, "ask for it at the prompt"),
    ("1 / 0", ZeroDivisionError, "division by zero"),
    ("x = = 1", SyntaxError, "invalid syntax"),
]


@pytest.mark.parametrize(("line", "kind", "message"), MISTAKES)
def test_a_mistake_on_the_last_line_changes_nothing(
    jam: Path, line: str, kind: type[Exception], message: str
) -> None:
    kr = fresh(jam)
    before, sound = kr.core.revision, kr.render(bars=2)
    edit(jam, "kr.tempo = 100", "kr.tempo = 90\nkr.node('new', tone) @ 'A4'\nkr.remove('new')")
    jam.write_text(jam.read_text() + line)
    with pytest.raises(kind, match=message):
        kr.load(jam)
    assert kr.core.revision == before
    assert np.array_equal(kr.render(bars=2), sound)
    edit(jam, line, "")
    kr.load(jam)
    assert kr.tempo == 90


def test_a_file_may_use_what_is_there_already(tmp_path: Path, jam: Path) -> None:
    kr = fresh(jam)
    more = tmp_path / "more.py"
    more.write_text(
        "assert kr.tempo == 100 and kr['bass/gain'] == 0.25\n"
        "kr['bass'] >> (kr['verb'], 0.7)\nkr['bass'] @ 'A2'\nkr.remove('lead')\n"
    )
    kr.load(more)
    assert kr.nodes == ["bass", "verb"]
    assert kr.routes == {("bass", "verb"): 0.7}
    assert repr(kr.plays["bass", None]) == 'p("A2")'
    more.write_text("")
    kr.load(more)  # what it made goes, what was there stays
    assert kr.nodes == ["bass", "verb"]
    assert kr.routes == {}
    assert ("bass", None) not in kr.plays


def test_a_file_may_load_another_and_both_are_undone_by_its_edits(tmp_path: Path) -> None:
    (tmp_path / "inner.py").write_text(SYNTHS + "kr.node('a', tone)\n")
    outer = tmp_path / "outer.py"
    text = f"inner = kr.load({str(tmp_path / 'inner.py')!r})\nkr.node('b', inner.room)\n"
    outer.write_text(text + "kr['a'] >> kr['b']\n")
    kr = fresh(outer)
    assert (kr.nodes, kr.routes) == (["a", "b"], {("a", "b"): 1.0})
    before = kr.core.revision
    kr.load(outer)
    assert kr.core.revision == before
    outer.write_text("")
    kr.load(outer)
    assert kr.nodes == []


def test_handles_of_a_loaded_file_are_handles_to_this_session(jam: Path) -> None:
    kr = fresh(jam)
    module = kr.load(jam)
    module.verb["size"] = 0.75
    module.kr.tempo = 77
    assert (kr.get("verb/size"), kr.tempo) == (0.75, 77)


def test_what_a_file_imports_from_beside_it_is_read_again(tmp_path: Path) -> None:
    part = tmp_path / "part_of_jam.py"
    part.write_text("bpm = 91")
    file = tmp_path / "jam.py"
    file.write_text("import part_of_jam\nkr.tempo = part_of_jam.bpm")
    kr = fresh(file)
    assert kr.tempo == 91
    part.write_text("bpm = 92")  # in the same second, and of the same size
    kr.load(file)
    assert kr.tempo == 92


def test_starting_in_a_file_starts_this_session_once(tmp_path: Path) -> None:
    file = tmp_path / "jam.py"
    file.write_text("kr.start('null', block_size=64)\nassert not kr.nodes")
    kr = quiet_session()
    kr.load(file)
    assert kr.status.block_size == 64
    frame = kr.status.frame
    kr.load(file)
    assert kr.status.frame >= frame
    kr.stop_device()


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the test looks at files."""
    monkeypatch.setattr(sources, "PERIOD", 1e6)


@pytest.mark.usefixtures("by_hand")
def test_a_watched_file_is_applied_on_each_save_and_its_mistakes_are_told_once(
    jam: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kr = quiet_session()
    kr.watch(jam)
    look = kr._loads._watch.look
    edit(jam, "kr.tempo = 100", "kr.tempo = 90")
    look()
    assert kr.tempo == 90
    edit(jam, "kr.tempo = 90", "kr.tempo = 80\nkr.temp")
    revision = kr.core.revision
    look()
    look()
    told = capsys.readouterr().err
    assert told.count("AttributeError") == 1
    assert "jam.py:10: " in told and "did you mean 'tempo'?" in told
    assert (kr.core.revision, kr.tempo) == (revision, 90)
    edit(jam, "\nkr.temp\n", "\n")
    look()
    assert kr.tempo == 80
    kr.unwatch(jam)
    edit(jam, "kr.tempo = 80", "kr.tempo = 70")
    look()
    assert kr.tempo == 80
    with pytest.raises(krach.Error, match="is not watched"):
        kr.unwatch(jam)


@pytest.mark.usefixtures("by_hand")
def test_watching_begins_even_if_the_file_has_a_mistake(jam: Path) -> None:
    kr = quiet_session()
    edit(jam, "kr.tempo = 100", "kr.tempo = 100\n1 / 0")
    with pytest.raises(ZeroDivisionError):
        kr.watch(jam)
    assert kr.nodes == []
    edit(jam, "1 / 0", "")
    kr._loads._watch.look()
    assert kr.nodes == ["bass", "lead", "verb"]


@pytest.mark.usefixtures("by_hand")
def test_the_parts_of_a_watched_file_are_watched(tmp_path: Path) -> None:
    part, file = tmp_path / "part_of_watched.py", tmp_path / "jam.py"
    part.write_text("bpm = 91")
    file.write_text("import part_of_watched\nkr.tempo = part_of_watched.bpm")
    kr = quiet_session()
    kr.watch(file)
    part.write_text("bpm = 1/0")
    kr._loads._watch.look()
    assert kr.tempo == 91
    part.write_text("bpm = 93.5")
    kr._loads._watch.look()
    assert kr.tempo == 93.5


@pytest.mark.usefixtures("by_hand")
def test_a_node_from_a_file_of_its_own_is_still_read_again(tmp_path: Path) -> None:
    synth, file = tmp_path / "buzz.py", tmp_path / "jam.py"
    text = "from krach import krs\n\ndef buzz():\n    return krs.control('{}', 0.0, 0.0, 1.0)\n"
    synth.write_text(text.format("old"))
    file.write_text(f"kr.node('a', {str(synth)!r})")
    kr = fresh(file)
    synth.write_text(text.format("newer"))
    kr._watch.look()
    assert "newer" in kr["a"].controls
    file.write_text(SYNTHS + "kr.node('a', tone)")
    kr.load(file)
    synth.write_text(text.format("newest"))
    kr._watch.look()
    assert "freq" in kr["a"].controls


def test_what_plays_and_what_waits_for_its_place_are_both_said(jam: Path) -> None:
    waits = 'bass.play("D3", start="2")\n'
    edit(jam, "kr.mute", waits + "kr.mute")
    kr = fresh(jam)
    alone = quiet_session()
    exec(jam.read_text(), {"kr": alone, "krs": krach.krs, "krp": krach.krp})
    assert kr.capture() == alone.capture()
    edit(jam, '"A2 D3 ~ E2"', '"A2 E2"')
    kr.load(jam)
    assert kr.capture() == fresh(jam).capture()
    edit(jam, waits, "")
    kr.load(jam)
    assert kr.capture() == fresh(jam).capture()


def test_an_input_of_a_file_changes_and_goes_with_it(tmp_path: Path) -> None:
    file, kr = tmp_path / "jam.py", krach.Session(Listening())
    file.write_text('kr.input("mic", 1, gain=0.25)\n')
    kr.load(file)
    assert kr.nodes == ["mic"]
    assert kr["mic/gain"] == 0.25
    edit(file, "1, gain=0.25", "0")
    kr.load(file)
    asked = kr.core.asked  # type: ignore[attr-defined]
    assert asked == [{"do": "input", "name": "mic", "channel": 0, "gain": 0.5}]
    edit(file, 'kr.input("mic", 0)', "kr.tempo = 90")
    kr.load(file)
    assert kr.nodes == []
