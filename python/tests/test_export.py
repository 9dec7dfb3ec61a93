"""Sessions written to files, as data and as code, and loaded again."""

import ast
import json
import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from ears import quiet_session, tone
from programs import random_program

import krach
from krach import GraphIr, cli, krp, krs
from krach.synth import Synth

ROOT = Path(__file__).parents[2]
HOSTILE = '"""\'\'\'\\"); raise SystemExit(1)\r\n\x00\u2028\U0001f3b5 {0} %s #'


def loaded(file: Path) -> krach.Session:
    kr = krach.Session()
    kr.load(file)
    return kr


@pytest.mark.parametrize("ending", ["json", "py"])
def test_what_is_exported_and_loaded_is_an_equal_session(
    full: krach.Session, tmp_path: Path, ending: str
) -> None:
    full.node("lead", Synth(krs.faust_program("process = 0.1;", 0, 1, [])))
    with full.batch():  # two that leave at a position, as a transition makes them
        leave = [
            {"do": "disconnect", "source": "bass", "target": "verb", "at": "9/2"},
            {"do": "remove", "name": "lead", "at": "11/2"},
            {"do": "play", "node": "bass", "control": "freq", "pattern": "saw()", "start": "5/2"},
            {"do": "play", "node": "drums/hat", "pattern": None, "start": "2"},
        ]
        full.core.apply_json(json.dumps(leave))
    file = tmp_path / f"jam.{ending}"
    full.export(file)
    again = loaded(file)
    assert again.capture() == full.capture()
    assert np.array_equal(again.render(bars=6), full.render(bars=6))
    assert list(tmp_path.iterdir()) == [file]
    second = tmp_path / f"again.{ending}"
    again.export(second)
    assert second.read_bytes() == file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) & 0o600 == 0o600


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.py")), ids=lambda p: p.stem)
def test_every_example_comes_back_from_code_and_from_data(path: Path, tmp_path: Path) -> None:
    kr = loaded(path)
    sound = kr.render(bars=2)
    for name in ("it.py", "it.json"):
        kr.export(tmp_path / name)
        again = loaded(tmp_path / name)
        assert again.capture() == kr.capture()
        assert np.array_equal(again.render(bars=2), sound)


def test_a_file_of_code_loaded_twice_asks_for_nothing(full: krach.Session, tmp_path: Path) -> None:
    full.export(tmp_path / "it.py")
    kr = loaded(tmp_path / "it.py")
    kr.load(tmp_path / "it.py")
    assert kr.capture() == full.capture()


def test_the_code_is_in_a_musicians_words(tmp_path: Path) -> None:
    kr = krach.Session()

    def tremble(x: krs.Signal) -> krs.Signal:
        return x * krs.sin(krs.phase(krs.control("rate", 0.001, 0.0, 1.0)))

    bass = kr.node("bass", tone, gain=0.25, count=2)
    bass >> (kr.node("verb", tremble), 0.5)
    kr.node("lead", tone) >> kr["verb"]
    bass @ krp.seq("A2", None, "E2")
    bass @ ("freq", krp.sine(100, 200))
    bass["gate"] = 1
    bass.mute()
    kr.export(tmp_path / "it.py")
    text = (tmp_path / "it.py").read_text()
    assert text.count("def ") == 2  # two nodes share their function
    assert text.partition("\n\n\ndef verb_effect(")[2] == (
        "inp):\n"
        '    rate = krs.control("rate", 0.001, 0.0, 1.0)\n'
        "    return krs.sin(krs.phase(rate)) * inp\n"
        "\n\n"
        "kr.tempo = 120.0\n"
        "kr.meter = 4.0\n"
        "kr.master = 1.0\n"
        "bass = kr.node('bass', bass_synth, gain=0.25, count=2)\n"
        "bass.mute()\n"
        "bass['gate'] = 1.0\n"
        'bass @ \'seq("A2", None, "E2")\'\n'
        "bass @ ('freq', 'sine(100, 200)')\n"
        "lead = kr.node('lead', bass_synth, gain=0.5)\n"
        "verb = kr.node('verb', verb_effect, gain=0.5)\n"
        "bass >> (verb, 0.5)\n"
        "lead >> verb\n"
    )


def test_nodes_of_any_program_come_back(tmp_path: Path) -> None:
    kr, rng = krach.Session(), random.Random(3)
    for n in range(200):
        kr.node(f"n{n}", Synth(random_program(rng)))
    kr.export(tmp_path / "it.py")
    first = loaded(tmp_path / "it.py")  # their normal forms
    first.export(tmp_path / "again.py")
    assert loaded(tmp_path / "again.py").capture() == first.capture()
    kr.export(tmp_path / "it.json")
    assert loaded(tmp_path / "it.json").capture() == kr.capture()


NAMES = ["kr", "krs", "krp", "__builtins__", "__name__", "class", "9to5", "a-b", "a_b", "a/b", "-"]
NAMES += ["a_b_synth", "a_synth", "print", "x/", "/x", "None", "bass_synth", "_", "json", "_/_"]


def hostile_session() -> krach.Session:
    kr = quiet_session()
    for name in NAMES:
        kr.node(name, tone)["freq"] = 100
        kr.save(name)
    names = ["__import__", "lambda/-", "osc", "osc0"]
    controls = [{"name": n, "initial": 0.0, "low": 0.0, "high": 1.0} for n in names]
    program = {"version": 1, "inputs": 0, "controls": controls}
    program |= {"operations": [["control", 0]], "outputs": [0]}
    odd = kr.node("odd", krach._core.Program.from_json(json.dumps(program)))
    odd["lambda/-"] = 0.5
    odd @ krp.osc("/" + HOSTILE, 1)
    process = 'process = hslider("freq", 1.0, 0.0, 2.0, 0.1);'
    source = f"/* {HOSTILE} */\n".replace("\0", "") + process
    kr.node("faust", krs.faust_program(source, 0, 1, [("freq", 1.0, 0.0, 2.0)]))
    return kr


@pytest.mark.parametrize("ending", ["json", "py"])
def test_nothing_that_is_named_in_a_session_is_executed(tmp_path: Path, ending: str) -> None:
    kr = hostile_session()
    file = tmp_path / f"it.{ending}"
    kr.export(file)
    assert file.read_bytes().isascii()
    assert loaded(file).capture() == kr.capture()
    if ending == "json":
        return
    for node in ast.parse(file.read_text()).body:
        assert isinstance(node, ast.FunctionDef | ast.Assign | ast.Expr)
    called = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
    }
    assert {c.partition(".")[0] for c in called} <= {"kr", "krs"}


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    kr = quiet_session()
    for name in ("it.txt", "it", "it.py.bak", ".json", "it.PY"):
        with pytest.raises(krach.Error, match=r"end it in \.json or \.py"):
            kr.export(tmp_path / name)
    with pytest.raises(krach.Error, match="cannot be written: No such file"):
        kr.export(tmp_path / "nowhere/it.py")
    (tmp_path / "it.py").mkdir()
    with pytest.raises(krach.Error, match="cannot be written"):
        kr.export(tmp_path / "it.py")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_data_that_is_no_graph_changes_nothing(full: krach.Session, tmp_path: Path) -> None:
    before = full.capture()
    file = tmp_path / "it.json"
    for text in ("{", '{"version": 9, "requests": []}', '{"version": 1, "requests": [{}]}'):
        file.write_text(text)
        with pytest.raises(krach.Error):
            full.load(file)
    file.write_bytes(b"\xff")
    with pytest.raises(krach.Error, match="UTF-8"):
        full.load(file)
    assert full.capture() == before
    file.write_text(before.to_json())
    assert full.load(file).graph == before
    assert GraphIr.from_json(file.read_text()) == before


def test_a_session_file_may_load_data_and_instantiate(tmp_path: Path) -> None:
    kr = quiet_session()
    kr.node("kick", tone) @ krp.hit()
    kr.export(tmp_path / "kit.json")
    file = tmp_path / "jam.py"
    file.write_text(
        'import krach\nkit = krach.GraphIr.from_json(open("'
        + str(tmp_path / "kit.json")
        + '").read())\n'
        'a = kr.instantiate(kit, "a")\nb = kr.instantiate(kit, "b")\n'
    )
    live = quiet_session()
    live.load(file)
    assert live.nodes == ["a/kick", "b/kick"]
    revision = live.core.revision
    live.load(file)
    assert live.core.revision == revision
    file.write_text(file.read_text().partition("b = ")[0])
    live.load(file)
    assert live.nodes == ["a/kick"]


def test_the_command_line_takes_data_too(tmp_path: Path) -> None:
    kr = quiet_session()
    kr.node("a", tone) @ krp.hit()
    kr.export(tmp_path / "it.json")
    assert cli.run_session(tmp_path / "it.json").capture() == kr.capture()


def cut_and_turned(data: bytes) -> Iterator[bytes]:
    """Every prefix of a file, and the file with a bit turned somewhere a thousand times; an eighth
    of these but for KRACH_LONG."""
    step = 1 if "KRACH_LONG" in os.environ else 8
    yield from (data[:size] for size in range(0, len(data), step))
    draw = random.Random(9)
    for _ in range(0, 1000, step):
        turned = bytearray(data)
        turned[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        yield bytes(turned)


@pytest.mark.parametrize("ending", ["json", "py"])
def test_a_damaged_file_is_loaded_or_refused_and_never_half(
    full: krach.Session, tmp_path: Path, ending: str
) -> None:
    file, kr = tmp_path / f"jam.{ending}", quiet_session()
    full.export(file)
    whole, tried, refused = file.read_bytes(), 0, 0
    for data in cut_and_turned(whole):
        file.write_bytes(data)
        tried += 1
        before = kr.core.state_json()
        try:
            kr.load(file)
        except Exception as error:
            refused += 1
            assert isinstance(error, krach.Error) or ending == "py", error
            assert kr.core.state_json() == before
    print(f"{refused} of {tried} files are refused")
    assert refused > tried / 2


def test_what_comes_in_is_exported_and_moved_like_other_nodes(tmp_path: Path) -> None:
    kr = quiet_session()
    kr.input("room/mic", 1, gain=0.25, pan=-1).mute()
    for name in ("it.py", "it.json"):
        kr.export(tmp_path / name)
        assert loaded(tmp_path / name).capture() == kr.capture()
    assert "mic = kr.input('room/mic', 1, gain=0.25, pan=-1.0)" in (tmp_path / "it.py").read_text()
    kr.instantiate(kr.capture("room"), "hall")
    assert kr.muted == ["hall/mic", "room/mic"]
