"""The engine: one session for all who connect, and it outlives them."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ears import own_gate, through, tone

import krach
from krach import _core


def engine_pid(state_folder: Path) -> int:
    """Of the engine itself, not of its supervisor."""
    found = subprocess.run(
        ["pgrep", "-f", f"krach-engine .*{state_folder}.*--alone"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(found.stdout)


def test_two_who_connect_have_the_same_session(state_folder: Path) -> None:
    one, other = krach.connect(), krach.connect()
    bass = one.node("bass", tone, count=3)
    bass >> (one.node("verb", through), 0.3)
    bass @ "A2 C3"
    bass["gain"] = 0.2
    one.tempo = 133
    assert other.nodes == ["bass", "verb"]
    assert other.routes == {("bass", "verb"): 0.3}
    assert other["bass/gain"] == 0.2
    assert other.tempo == 133.0
    assert str(other.plays["bass", None]) == str(one.plays["bass", None])
    assert other.render(bars=1).tobytes() == one.render(bars=1).tobytes()


def test_it_is_told_when_there_is_none(state_folder: Path) -> None:
    with pytest.raises(krach.Error, match="no engine is running") as told:
        krach.connect(start=False)
    assert told.value.faults[0].remedy == "start one: krach engine start"


def test_music_goes_on_when_a_client_is_killed(state_folder: Path) -> None:
    code = (
        "import krach, signal, os; kr = krach.connect()\n"
        "kr.node('a', lambda: krach.krs.control('gate', 0.0, 0.0, 1.0)) @ 'x*16'\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, timeout=30)
    kr = krach.connect(start=False)
    assert list(kr.plays) == [("a", None)]
    before, until = kr.status.frame, time.monotonic() + 10
    while kr.status.frame <= before:
        assert time.monotonic() < until


def test_a_killed_engine_is_back_with_all_that_was_acknowledged(state_folder: Path) -> None:
    kr = krach.connect()
    for i in range(12):
        kr.node(f"n{i}", own_gate, gain=0.05) @ f"x*{i + 1}"
    kr["n3/gain"] = 0.07
    kr.tempo = 140
    before, played, at = kr.core.revision, kr.render(bars=1), kr.status.cycle
    asked = time.monotonic()
    engine = engine_pid(state_folder)
    subprocess.run(["kill", f"-{signal.SIGKILL}", str(engine)], check=True)
    assert kr.core.revision == before  # asked of the next one, once it is there
    assert engine_pid(state_folder) != engine
    assert kr.render(bars=1).tobytes() == played.tobytes()
    passed = (time.monotonic() - asked) * 140 / 60 / 4
    assert kr.status.cycle == pytest.approx(at + passed, abs=0.2)  # as if it had not stopped


def test_it_ends_when_it_is_told_to(state_folder: Path) -> None:
    krach.connect()
    _core.stop_engine()
    assert not _core.engine_runs()
    journals = list((state_folder / "journals").glob("*.jsonl"))
    assert len(journals) == 1
