"""Nodes from files: FAUST and Python, read again when they are saved."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import krach
from krach import krs, sources

SINE = 'import("stdfaust.lib"); process = os.osc(hslider("freq", 1000, 20, 9000, 1)) * {};'


def level(kr: krach.Session) -> float:
    return float(np.abs(kr.render(seconds=0.2)[4800:]).max())


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data/krach/dsp").mkdir(parents=True)
    return tmp_path / "data/krach/dsp"


def test_a_faust_file_is_a_node_with_its_controls(tmp_path: Path) -> None:
    file = tmp_path / "tone.dsp"
    file.write_text(SINE.format("0.5"))
    kr = krach.Session()
    tone = kr.node("tone", str(file), gain=1.0)
    assert level(kr) == pytest.approx(0.5, abs=0.01)
    tone["freq"] = 2000
    wave = kr.render(seconds=0.2)[4800:, 0]
    assert int(np.abs(np.fft.rfft(wave[:4800])).argmax()) * 10 == 2000


def test_files_are_found_by_name_in_the_folder(folder: Path, tmp_path: Path) -> None:
    (folder / "tone.dsp").write_text(SINE.format("0.25"))
    (folder / "buzz.py").write_text(
        "from krach import krs\n\ndef buzz():\n    return krs.saw(110.0)\n"
    )
    kr = krach.Session()
    for name, type_ in (("a", "tone"), ("b", "faust:tone"), ("c", "buzz")):
        kr.node(name, type_)
    assert kr.nodes == ["a", "b", "c"]
    with pytest.raises(krach.Error, match="it has: buzz, tone"):
        kr.node("d", "bell")
    (tmp_path / ".krach/dsp").mkdir(parents=True)
    with pytest.raises(krach.Error, match="it has: nothing"):
        kr.node("d", "tone")
    with pytest.raises(krach.Error, match="no such file"):
        kr.node("d", "nowhere.dsp")


def test_what_is_saved_is_heard_and_what_fails_keeps_the_last_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tone.dsp"
    file.write_text(SINE.format("0.5"))
    kr = krach.Session()
    kr.node("tone", file, gain=1.0)
    kr.set("tone/freq", 500)
    file.write_text(SINE.format("0.125"))
    until(lambda: abs(level(kr) - 0.125) < 0.01)
    assert kr.get("tone/freq") == 500
    file.write_text("process = \n  nothing(3);\n")
    told = ""

    def is_told() -> bool:
        nonlocal told
        told += capsys.readouterr().err
        return "tone.dsp:2:3: undefined symbol : nothing" in told

    until(is_told)
    assert "      nothing(3);\n      ^^^^^^^" in told
    assert level(kr) == pytest.approx(0.125, abs=0.01)
    file.write_text(SINE.format("0.75"))
    until(lambda: abs(level(kr) - 0.75) < 0.01)


def test_a_save_is_told_once_and_not_after_the_node_is_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "PERIOD", 1e6)  # only this test looks
    file = tmp_path / "tone.dsp"
    file.write_text(SINE.format("0.5"))
    changes: list[str] = []

    def change(node: str, path: Path) -> None:
        sources.load(path)
        changes.append(node)

    watch = sources.Watch(change)
    watch.add("tone", file, sources.state(file))
    watch.look()
    assert changes == []
    file.write_text("process = nothing;\n")
    watch.look()
    assert "undefined symbol : nothing" in capsys.readouterr().err
    watch.look()
    assert capsys.readouterr().err == ""
    file.write_text(SINE.format("0.25"))
    watch.look()
    watch.look()
    assert changes == ["tone"]
    before = sources.state(file)
    file.write_text(SINE.format("0.125"))
    watch.add("tone", file, before)  # saved while it was read
    watch.look()
    assert changes == ["tone", "tone"]
    watch.forget("tone")
    file.write_text(SINE.format("0.75"))
    watch.look()
    assert changes == ["tone", "tone"]
    assert not watch.knows("tone", file)


def test_a_python_file_is_read_again_and_its_mistakes_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tone.py"
    text = "from krach import krs\ndef other(x):\n    return x\ndef tone():\n    return {}\n"
    file.write_text(text.format("0.5 * krs.sine_osc(1000.0)"))
    kr = krach.Session()
    kr.node("tone", file, gain=1.0)
    assert level(kr) == pytest.approx(0.5, abs=0.01)
    for wrong, said in (
        ("0.5 * krs.sine(1000.0)", f"{file}:5"),
        ("0.5 *", "SyntaxError"),
    ):
        file.write_text(text.format(wrong))
        told = ""

        def is_told(said: str = said) -> bool:
            nonlocal told
            told += capsys.readouterr().err
            return said in told

        until(is_told)
        assert level(kr) == pytest.approx(0.5, abs=0.01)
    file.write_text(text.format("0.25 * krs.sine_osc(1000.0)"))
    until(lambda: abs(level(kr) - 0.25) < 0.01)


def test_parts_in_faust_stand_in_functions_of_krach() -> None:
    def tone() -> krs.Signal:
        return 0.5 * krs.faust_expr("os.osc({0})", krs.control("freq", 1000.0, 20.0, 9000.0))

    kr = krach.Session()
    kr.node("tone", tone, gain=1.0, count=4)
    kr.play("tone", kr.note(1000.0).legato(1.0))
    assert level(kr) == pytest.approx(0.5, abs=0.02)
    with pytest.raises(krach.Error, match="undefined symbol : nothing"):
        kr.node("tone", lambda: krs.faust_expr("os.nothing"))
    assert level(kr) == pytest.approx(0.5, abs=0.02)
