"""OSC into an engine and out of it, and the page about that."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine import KRACH, Engine

import krach
from krach import krp

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/osc.md").read_text()


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine("--device", "null", "--osc", "0")
    yield engine
    engine.end()


@pytest.fixture
def peer() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(10)
        yield peer


def address_of(peer: socket.socket) -> str:
    return f"127.0.0.1:{peer.getsockname()[1]}"


def port(engine: Engine) -> int:
    status = engine.run("engine", "status")
    found = re.search(r"^osc +comes in at 127\.0\.0\.1:(\d+)$", status, re.M)
    assert found, status
    return int(found[1])


def padded(text: str) -> bytes:
    return text.encode() + b"\0" * (4 - len(text.encode()) % 4)


def drain(peer: socket.socket) -> None:
    peer.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while peer.recv(1000):
            pass
    peer.settimeout(10)


def becomes(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.01)
    return held


def test_the_examples_in_shell_and_python_play(engine: Engine) -> None:
    shell = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    assert shell[0] == "krach engine start --osc 9001\n"
    if shutil.which("oscsend"):
        text = shell[1].replace("9001", str(port(engine)))
        subprocess.run(["bash", "-c", text], timeout=30, check=True)
        kr = engine.connect()
        assert becomes(lambda: kr.tempo == 140 and kr.master == 0.5)
    example = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)[0]
    subprocess.run([sys.executable, "-c", example], env=engine.environment, timeout=60, check=True)
    assert engine.connect().nodes == ["lights"]


def test_without_the_option_nothing_comes_in(engine: Engine) -> None:
    help_text = subprocess.run(
        [KRACH, "engine", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert "--osc" in help_text
    other = Engine("--device", "null")
    try:
        assert "osc" not in other.run("engine", "status")
        assert other.client().ask(ask="status")["status"]["osc"] == ""  # type: ignore[index]
    finally:
        other.end()


def test_an_engine_that_dies_listens_again_and_sends_on(peer: socket.socket) -> None:
    other = Engine("--device", "null", "--osc", str(free_port()))
    try:
        kr, before = other.connect(), port(other)
        kr.osc("lights", address_of(peer)) @ krp.osc("/cue", 1).fast(16)
        assert peer.recv(1000) == padded("/cue") + padded(",i") + b"\0\0\0\1"
        os.kill(other.pid(), signal.SIGKILL)
        assert becomes(lambda: "it died" in other.log and other.log.count("plays on") == 2)
        drain(peer)
        assert peer.recv(1000).startswith(b"/cue")
        assert port(other) == before
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hand:
            hand.sendto(padded("/tempo") + padded(",i") + b"\0\0\0\x64", ("127.0.0.1", before))
        assert becomes(lambda: other.connect().tempo == 100)
    finally:
        other.end()


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def test_words_numbers_and_other_events_arrive_as_they_were_said(
    engine: Engine, peer: socket.socket
) -> None:
    kr = engine.connect()
    lights = kr.osc("a/lights", address_of(peer))
    assert repr(lights) == "<node a/lights>"
    lights @ krp.osc("/cue", 1, 0.5, "größe", krp.p("bd")).fast(8)
    assert peer.recv(1000) == (
        padded("/cue") + padded(",ifss") + b"\0\0\0\1\x3f\0\0\0" + padded("größe") + padded("bd")
    )
    lights @ krp.note(60, vel=0.5).fast(8)
    expected = padded("/a/lights") + padded(",sisf") + padded("note") + b"\0\0\0\x3c"
    expected += padded("vel") + b"\x3f\0\0\0"
    assert becomes(lambda: peer.recv(1000) == expected)
    lights.hush()
    time.sleep(0.2)  # what was on its way
    drain(peer)
    peer.settimeout(0.6)
    with pytest.raises(TimeoutError):
        peer.recv(1000)


def test_a_target_is_captured_moved_exported_and_loaded(tmp_path: Path) -> None:
    kr = krach.Session()
    lights = kr.osc("room/lights", "127.0.0.1:9000")
    lights @ krp.osc("/cue", 1, 0.5, "r\"e'd", "größe")
    lights.mute()
    for name in ("it.py", "it.json"):
        kr.export(tmp_path / name)
        again = krach.Session()
        again.load(tmp_path / name)
        assert again.capture() == kr.capture()
    assert "kr.osc('room/lights', '127.0.0.1:9000')" in (tmp_path / "it.py").read_text()
    group = kr.capture("room")
    assert group.nodes == ["room/lights"]
    kr.instantiate(group, "hall")
    assert kr.muted == ["hall/lights", "room/lights"]


def test_a_file_that_makes_a_target_is_loaded_again_with_what_changed(tmp_path: Path) -> None:
    file, kr = tmp_path / "it.py", krach.Session()
    file.write_text('kr.osc("lights", "9000") @ krp.osc("/a", 1)\n')
    kr.load(file)
    before = kr.core.revision
    kr.load(file)
    assert kr.core.revision == before
    file.write_text('kr.osc("lights", "9001") @ krp.osc("/a", 1)\n')
    kr.load(file)
    assert kr.capture().requests[-2:] == [
        {"do": "osc", "name": "lights", "address": "9001"},
        {"do": "play", "node": "lights", "pattern": 'osc("/a", 1)'},
    ]
    file.write_text('kr.input("lights") @ "A2"\n')
    with pytest.warns(krach.KrachWarning, match="no control 'freq'"):
        kr.load(file)
    file.write_text('kr.osc("lights", "9001") @ "A2"\n')
    kr.load(file)
    assert kr.plays["lights", None].table(1) == krp.p("45").table(1)
    file.write_text("")
    kr.load(file)
    assert kr.nodes == []
