"""A program in C++ plays in the engine, and Python reads what it has done."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine import KRACH, ROOT

import krach
from krach import _core

BREAKDOWN = ROOT / "build/release/examples/breakdown"


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder in which no engine runs yet."""
    folder = Path(tempfile.mkdtemp(prefix="krach-"))  # sockets have short names
    yield folder
    subprocess.run([KRACH, "stop"], env=surroundings(folder), capture_output=True, check=False)
    shutil.rmtree(folder, ignore_errors=True)


def surroundings(folder: Path) -> dict[str, str]:
    return {**os.environ, "KRACH_STATE": str(folder)}


def breakdown(folder: Path) -> list[str]:
    done = subprocess.run(
        [BREAKDOWN],
        env=surroundings(folder),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_program_starts_the_engine_and_leaves_it_playing(state: Path) -> None:
    told = breakdown(state)
    kr = krach.Session(_core.Connection(str(state / "engine.sock")))
    assert kr.nodes == ["a/hat", "a/kick", "a/room", "b/hat", "b/kick", "b/room"]
    assert told == [f"{path:<8} {text}" for path, text in played(kr).items()]
    assert kr.scenes == ["full"] and kr.status.cycle > 0
    assert breakdown(state) == told  # in the engine that runs
    assert krach.GraphIr.from_json(kr.capture().to_json()) == kr.capture()
    kr.recall("full")
    assert kr["a/hat/gain"] == 0.25 and kr.tempo == 128


def played(kr: krach.Session) -> dict[str, str]:
    plays = {(n if c is None else f"{n}/{c}"): p for (n, c), p in kr.plays.items()}
    return {path: repr(plays[path]) for path in sorted(plays)}
