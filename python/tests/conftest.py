"""What the tests of a session share."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ears import loud, quiet_session, through, tone

import krach
from krach import _core


@pytest.fixture
def kr() -> krach.Session:
    return quiet_session()


@pytest.fixture
def state_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for an engine of the test's own, which ends with it."""
    with tempfile.TemporaryDirectory(prefix="krach-") as folder:  # sockets have short names
        monkeypatch.setenv("KRACH_STATE", folder)
        yield Path(folder)
        if _core.engine_runs():
            _core.stop_engine()


@pytest.fixture
def full() -> krach.Session:
    """Everything that a state can have, but what leaves."""
    kr = quiet_session()
    kr.tempo = 133
    kr.meter = 3
    bass = kr.node("bass", tone, gain=0.25, pan=-0.5, count=3)
    kick, hat = kr.node("drums/kick", tone), kr.node("drums/hat", tone, dry=0.5)
    room, verb = kr.node("drums/room", loud), kr.node("verb", through)
    bass >> (verb, 0.4)
    kick >> room >> verb
    hat >> (room, 0.3)
    bass @ "A2 D3 ~ <E2 G2>"
    bass @ ("freq", "sine(100, 200).over(4)")
    bass.play("hit() * 3", start="7/2", phase="zero")
    kick @ (kr.hit() * 4)
    hat @ kr.hit().fast(8).thin(0.5)
    hat["freq"] = 6000
    room["drive"] = 3
    room.mute()
    kick.solo()
    kr.save("verse")
    kr.mod("drums/kick/freq", "tri", 100, 300)
    kr.fade("drums/room/gain", 0.1, bars=4)
    kr.fade("drums/hat>>drums/room", 0.9, bars=2)
    kr.fade("tempo", 140, bars=8)
    kr.fade("master", 2.0**-16, bars=8)
    return kr
