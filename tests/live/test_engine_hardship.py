"""What a stage does to an engine: folders that cannot be written, damaged files, clocks that jump,
other users, a compiler that kills, and a day behind it.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from engine import KRACH, Engine, wait_until
from hands import acid, own_gate
from jack import Ear, Jack, punctual
from nulls import STEP, WINDOW, compare, onsets

LONG = "KRACH_LONG" in os.environ
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
AS_ROOT_IS_NOT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def sounds(engine: Engine) -> bool:
    try:
        return engine.client().ask(ask="status")["status"]["peak"] > 0.001
    except (OSError, ValueError):
        return False


def play(engine: Engine, count: int = 3) -> None:
    kr = engine.connect()
    for i in range(count):
        kr.node(f"n{i}", lambda b=i: acid(1.0 + b), gain=0.1) @ "x*16"


@pytest.fixture
def humble(tmp_path: Path) -> Iterator[Path]:
    """A `krach` for which folders that cannot be written are so, whoever runs it."""
    program = tmp_path / "krach"
    before = " ".join(AS_ROOT_IS_NOT) if os.geteuid() == 0 else ""
    program.write_text(f'#!/bin/sh\nexec {before} {KRACH} "$@"\n')
    program.chmod(0o755)
    yield program


def test_without_folders_to_write_to_the_music_plays_and_it_is_said_once(
    humble: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(0o500)
    engine = Engine(program=humble)
    try:
        engine.run("stop")
        (engine.folder / "engine.log").unlink()
        (engine.folder / "journals").chmod(0o500)
        engine.environment["KRACH_CACHE"] = str(cache)
        engine.run("engine", "start", "--device", "null")
        play(engine)
        wait_until(lambda: sounds(engine), 5)
        assert "journal  none" in engine.run("engine", "status")
        said = [line for line in engine.log.splitlines() if "plays on" not in line]
        assert [line.split(": ")[-1] for line in said] == [
            "Permission denied",
            "KRACH_STATE=FOLDER",
        ]
    finally:
        (engine.folder / "journals").chmod(0o700)
        engine.end()


def test_without_a_folder_of_its_own_it_says_so_at_once(humble: Path, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir(0o500)
    began = time.monotonic()
    done = subprocess.run(
        [humble, "engine", "start"], env={**os.environ, "KRACH_STATE": str(folder)},
        capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert time.monotonic() - began < 1
    assert f"krach: {folder}: the folder cannot be written to: Permission denied" in done.stderr
    assert "KRACH_STATE=FOLDER" in done.stderr


def damage(file: Path, draw: random.Random) -> None:
    data = bytearray(file.read_bytes())
    match draw.randrange(4):
        case 0:
            del data[draw.randrange(len(data)) :]
        case 1:
            for _ in range(20):
                data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        case 2:
            data.clear()
        case _:
            data = bytearray(draw.randbytes(len(data)))
    file.write_bytes(data)


def test_a_damaged_cache_is_compiled_anew(tmp_path: Path) -> None:
    cache, draw = tmp_path / "cache", random.Random(5)
    engine = Engine(
        "--device", "null", environment={**os.environ, "KRACH_CACHE": str(cache)}
    )  # fmt: skip
    try:
        play(engine)
        source = tmp_path / "beep.dsp"
        source.write_text('process = button("gate") * 0.1 <: _, _;')
        engine.connect().node("faust", source)
        before = engine.connect().render(bars=1)
        engine.run("stop")
        for _ in range(12):
            files = [file for file in cache.rglob("*") if file.is_file()]
            assert len(files) >= 2  # krach's kernels, and FAUST's
            for file in files:
                damage(file, draw)
            (engine.folder / "engine.log").unlink()
            engine.run("engine", "start", "--device", "null", "--resume")
            wait_until(lambda: sounds(engine), 5)
            kr = engine.connect()
            assert kr.nodes == ["faust", "n0", "n1", "n2"]
            assert np.array_equal(kr.render(bars=1), before)
            assert "left out" not in engine.log
            engine.run("stop")
    finally:
        engine.end()


@pytest.mark.skipif(not FAKETIME.exists(), reason="install Debian's faketime")
@punctual()
def test_a_clock_that_jumps_an_hour_is_not_heard(jack: Jack, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("+0")
    environment = {
        **jack.environment,
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    engine = Engine("--device", f"jack:{jack.name}", environment=environment)
    try:
        assert FAKETIME.name in Path(f"/proc/{engine.pid()}/maps").read_text()
        kr = engine.connect()
        kr.node("gate", own_gate, gain=0.5) @ "x*16"
        witness, hours = Ear(jack, "krach:left"), iter(["+3600", "-7200", "+0"])
        recording = jack.start_recording(tmp_path / "heard.wav", "krach:left", seconds=4)
        for hour in hours:
            time.sleep(1)
            clock.write_text(hour)
            began = time.monotonic()
            kr["gate/gain"] = 0.5  # it answers, and goes on to the disk
            assert time.monotonic() - began < 0.5
        recording.wait(timeout=20)
        _, xruns = witness.end()
        distances = np.diff(onsets(jack.recorded(tmp_path / "heard.wav", 1)))
        print(f"{len(distances)} distances of onsets, {np.unique(distances)} frames; {xruns} xruns")
        assert len(distances) >= 25
        assert np.count_nonzero(distances != 6000) <= xruns
        assert kr.status.late == 0
    finally:
        engine.end()


@pytest.mark.skipif(not FAKETIME.exists(), reason="install Debian's faketime")
def test_the_last_journal_is_the_one_that_was_written_last(tmp_path: Path) -> None:
    engine = Engine("--device", "null")
    first = engine.journal
    try:
        engine.run("stop")
        plain = engine.environment
        engine.environment = {**plain, "LD_PRELOAD": str(FAKETIME), "FAKETIME": "-3600"}
        engine.run("engine", "start", "--device", "null")  # as on the night when summer time ends
        engine.environment = plain
        engine.connect().tempo = 99
        engine.run("stop")
        second = next(j for j in (engine.folder / "journals").glob("*.jsonl") if j != first)
        assert second.name < first.name
        assert engine.run("journal", "list").split()[0] == second.stem
        engine.run("engine", "start", "--device", "null", "--resume")
        assert engine.connect().tempo == 99
    finally:
        engine.end()


CONNECT = """
import socket, sys
with socket.socket(socket.AF_UNIX) as client:
    client.connect(sys.argv[1])
    try:
        client.sendall(b'{"ask":"version"}\\n')
        print(client.recv(9))
    except OSError as error:
        print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_cannot_connect() -> None:
    engine = Engine("--device", "null")
    somebody = {"user": 65534, "group": 65534, "extra_groups": [], "cwd": "/"}

    def connect(**who: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/usr/bin/python3", "-c", CONNECT, engine.socket],
            capture_output=True, text=True, timeout=10, check=False, **who,
        )  # fmt: skip

    try:
        assert "PermissionError" in connect(**somebody).stderr  # the folder is closed
        engine.folder.chmod(0o755)
        assert "PermissionError" in connect(**somebody).stderr  # so is the socket
        Path(engine.socket).chmod(0o666)
        assert "protocol" not in (refused := connect(**somebody)).stdout
        assert refused.stdout in ("b''\n", "[Errno 32] Broken pipe\n") or "reset" in refused.stdout
        assert connect().stdout.startswith("b'{")  # who it belongs to is let in
    finally:
        engine.folder.chmod(0o700)
        engine.end()


def test_a_node_whose_compilation_kills_the_engine_is_left_out_and_told(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    shutil.copytree(KRACH.parent, programs)
    engine = Engine("--device", "null", program=programs / "krach")
    try:
        play(engine)
        source = tmp_path / "kills.dsp"
        source.write_text('process = button("gate") * 0.1 <: _, _;')
        engine.connect().node("kills", source)
        worker = programs / "krach-faust"
        worker.unlink()
        worker.write_text("#!/bin/sh\nkill -9 $PPID\n")
        worker.chmod(0o755)
        os.kill(engine.pid(), signal.SIGKILL)
        wait_until(lambda: sounds(engine), 10)
        assert engine.connect().nodes == ["n0", "n1", "n2"]
        said = "node 'kills' is left out: its compilation ended the engine"
        assert engine.log.count(said) == 1
        assert engine.log.count("died of signal 9") == 2
    finally:
        engine.end()


def age(engine: Engine, hours: int) -> None:
    """Ends it, so that the next one finds it was there for so much longer."""
    pid = engine.pid()
    os.kill(pid, signal.SIGSTOP)  # or it would write down where it really is
    file = engine.journal.with_suffix(".heartbeat")
    beat = json.loads(file.read_text())
    parts, grid = (int(part) for part in (beat["cycle"] + "/1").split("/")[:2])
    beat["frame"] += hours * 3600 * beat["sample_rate"]
    beat["cycle"] = f"{parts + hours * 1800 * grid}/{grid}"  # at 120 a minute, four of them
    file.write_text(json.dumps(beat))
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: sounds(engine), 10)


@punctual()
def test_after_24_hours_every_onset_is_on_its_frame(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    kr = engine.connect()
    kr.node("gate", own_gate, gain=0.5) @ "x*16"
    time.sleep(1.5)  # until it has written down where it is
    age(engine, 24)
    now = kr.status
    assert now.frame > 24 * 3600 * 48000
    assert now.cycle == pytest.approx(now.frame / 96000, abs=1)
    before, seconds = now.xruns, 30 if LONG else 4
    witness = Ear(jack, "krach:left")
    heard = jack.record(tmp_path / "heard.wav", "krach:left", "krach:right", seconds=seconds)
    _, server = witness.end()
    xruns = kr.status.xruns - before
    distances = np.diff(onsets(heard))
    print(f"{len(distances)} distances of onsets, {np.unique(distances)} frames; {xruns} xruns")
    assert len(distances) > 8 * seconds - 8
    assert np.count_nonzero(distances != 6000) <= max(xruns, server)


@punctual()
def test_ten_thousand_changes_of_tempo_are_heard_as_they_are_rendered(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    changes, seconds = (10_000, 60) if LONG else (600, 6)
    kr, client, draw = engine.connect(), engine.client(), random.Random(7)
    kr.node("gate", own_gate, gain=0.5) @ "x*16"
    time.sleep(0.5)
    before, witness = kr.status.xruns, Ear(jack, "krach:left")
    recording = jack.start_recording(
        tmp_path / "heard.wav", "krach:left", "krach:right", seconds=seconds
    )
    began = time.monotonic()
    for i in range(changes):
        client.ask(do="tempo", bpm=draw.uniform(60, 240))
        time.sleep(max(0.0, began + (i + 1) * (seconds - 1) / changes - time.monotonic()))
    took = time.monotonic() - began
    recording.wait(timeout=30)
    _, server = witness.end()
    xruns = kr.status.xruns - before
    heard = jack.recorded(tmp_path / "heard.wav", 2)
    breaks, lost = compare(heard, engine.end_and_render(tmp_path))
    print(
        f"{changes} changes in {took:.1f} s, {len(onsets(heard))} onsets: {breaks} breaks, {lost} "
        f"of {len(heard)} frames in them; {xruns} xruns, {server} of a client that passes sound on"
    )
    assert took < seconds
    assert breaks <= xruns
    assert lost <= (WINDOW + STEP) * xruns
