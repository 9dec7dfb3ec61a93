"""Mistakes: one message with the place and the remedy, the session as it was, no file left."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from ears import own_gate, through, tone

import krach
from krach import krs


@pytest.fixture
def playing(kr: krach.Session) -> krach.Session:
    """A session that has something to lose."""
    node = kr.node("bass", tone, gain=0.3)
    node >> kr.node("verb", through)
    kr["verb"] >> kr.node("echo", through)
    node @ kr.p("A2 D3 ~ E2")
    return kr


def no_output() -> krs.Signal:
    return "not a signal"  # type: ignore[return-value]


def divides_by_zero() -> krs.Signal:
    return krs.saw(1 / 0)


def branches() -> krs.Signal:
    return krs.saw(100) if krs.control("gate", 0.0, 0.0, 1.0) > 0.5 else krs.saw(200)


def bad_control() -> krs.Signal:
    return krs.control("cutoff", 5.0, 10.0, 20.0)


Mistake = Callable[[krach.Session], object]
MISTAKES: dict[str, tuple[Mistake, list[str]]] = {
    "unknown control": (
        lambda kr: kr.set("bass/fre", 3),
        ["node 'bass'", "unknown control 'fre'", "did you mean 'freq'?"],
    ),
    "unknown node": (
        lambda kr: kr["bas"],
        ["node 'bas'", "no node of that name", "did you mean 'bass'?"],
    ),
    "a path without a control": (lambda kr: kr.set("bass", 3), ["'bass'", "bass/CONTROL"]),
    "an unknown control in a pattern": (
        lambda kr: kr.play("bass", kr.hit().set("cutof", 3)),
        ["node 'bass'", "'cutof'", "there is: freq, gate"],
    ),
    "a source where an effect is needed": (
        lambda kr: kr.connect("verb", "bass"),
        ["route verb >> bass", "takes no audio input", "audio parameter"],
    ),
    "a route cycle": (
        lambda kr: kr["echo"] >> kr["verb"],
        ["route echo >> verb", "echo >> verb >> echo", "remove one"],
    ),
    "a stray bracket": (
        lambda kr: kr.play("bass", "A2 [D3 E3"),
        ["1:4", "hint"],
    ),
    "a pitch that is none": (lambda kr: kr.play("bass", "A2 H3"), ["1:4", "H3", "hint"]),
    "a word where a number is needed": (
        lambda kr: kr.play("bass/freq", "400 high"),
        ["1:5", "high", "hint"],
    ),
    "a number that is not finite": (
        lambda kr: kr.set("bass/freq", float("nan")),
        ["bass/freq", "not a finite number", "give a number"],
    ),
    "an infinite gain": (
        lambda kr: kr.node("b", tone, gain=float("inf")),
        ["node 'b'", "gain", "give a number from 0 to 16"],
    ),
    "tempo 0": (lambda kr: setattr(kr, "tempo", 0), ["tempo", "0 BPM", "from 1 to 999"]),
    "tempo that is no number": (
        lambda kr: setattr(kr, "tempo", float("nan")),
        ["tempo", "not finite", "hint"],
    ),
    "meter 0": (lambda kr: setattr(kr, "meter", 0), ["meter", "1/4 to 64"]),
    "count 0": (lambda kr: kr.node("b", tone, count=0), ["node 'b'", "count is 0", "from 1"]),
    "too many voices": (
        lambda kr: kr.node("b", tone, count=1024),
        ["node 'b'", "1024 voices", "hint"],
    ),
    "an effect with voices": (
        lambda kr: kr.node("b", through, count=4),
        ["node 'b'", "an effect has one voice", "leave count out"],
    ),
    "a name that is taken": (lambda kr: kr.node("master", tone), ["'master'", "another name"]),
    "a name that does not fit": (lambda kr: kr.node("my bass", tone), ["'my bass'", "A-Z"]),
    "an exception in a synth function": (
        lambda kr: kr.node("b", divides_by_zero),
        ["test_mistakes.py:", "divides_by_zero()", "ZeroDivisionError", "hint"],
    ),
    "a synth function that decides on a signal": (
        lambda kr: kr.node("b", branches),
        ["test_mistakes.py:", "branches()", "select2"],
    ),
    "a synth function without a signal": (
        lambda kr: kr.node("b", no_output),
        ["no_output()", "gives str", "hint"],
    ),
    "a control outside its own range": (
        lambda kr: kr.node("b", bad_control),
        ["bad_control()", "cutoff", "hint"],
    ),
    "a signal outside a synth function": (lambda kr: krs.saw(100), ["hint"]),
    "too fast": (lambda kr: kr.hit() * 1_000_000, ["16384", "hint"]),
    "a fraction of nothing": (lambda kr: kr.hit().fast(0), ["fast", "hint"]),
    "no bars": (lambda kr: kr.render(bars=0), ["render", "more bars"]),
    "bars and seconds": (lambda kr: kr.render(bars=1, seconds=1), ["give one"]),
    "a block of nothing": (lambda kr: kr.render(block_size=0), ["block_size", "1 to 8192"]),
    "a sample rate of 1": (lambda kr: kr.render(sample_rate=1), ["sample_rate", "8000"]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_explained_and_changes_nothing(playing: krach.Session, name: str) -> None:
    make, expected = MISTAKES[name]
    before = playing.render(bars=1)
    revision = playing.core.revision
    with pytest.raises(krach.Error) as caught:
        make(playing)
    text = str(caught.value)
    for part in expected:
        assert part in text
    assert "hint: " in text
    assert playing.core.revision == revision
    assert np.array_equal(playing.render(bars=1), before)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/nowhere/x.wav", "No such file"), (".", "directory"), ("/dev/full", "No space")],
)
def test_a_file_that_cannot_be_written_is_named(kr: krach.Session, path: str, reason: str) -> None:
    kr.node("gate", own_gate) @ kr.hit()
    with pytest.raises(krach.Error) as caught:
        kr.render(path, seconds=10)
    assert reason in str(caught.value)
    assert "-o" in str(caught.value)


def test_a_full_disk_leaves_no_file_and_keeps_the_old_one(
    kr: krach.Session, tmp_path: Path
) -> None:
    kr.node("gate", own_gate) @ kr.hit()
    target = tmp_path / "out.wav"
    target.write_text("the take before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(krach.Error, match="free some space"):
            kr.render(target, seconds=10)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert os.listdir(tmp_path) == ["out.wav"]
    assert target.read_text() == "the take before"


SESSION = """
def drone() -> krs.Signal:
    return krs.sine_osc(110.0)
kr.node("drone", drone)
"""


def test_ctrl_c_in_mid_render_leaves_no_file(tmp_path: Path) -> None:
    session = tmp_path / "long.py"
    session.write_text(SESSION)
    request = {"command": "render", "file": str(session), "output": str(tmp_path / "out.wav")}
    request |= {"seconds": 86000, "bars": None, "stems": False, "sample_rate": 48000}
    request |= {"block_size": 128, "seed": 1, "json": False}
    run = subprocess.Popen(
        [sys.executable, "-m", "krach", json.dumps(request)], stderr=subprocess.PIPE, text=True
    )
    while run.poll() is None and not list(tmp_path.glob("out.wav.*.part")):
        pass  # it is starting
    run.send_signal(signal.SIGINT)
    _, message = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "interrupted" in message
    assert os.listdir(tmp_path) == ["long.py"]
