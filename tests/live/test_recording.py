"""What is recorded is what the journal renders, on every device, and outlives the engine."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from engine import Engine
from hands import hands
from jack import Jack
from nulls import place_of, read_float_wav

from krach import Error

ROOT = Path(__file__).parents[2]
SECONDS = 6


@pytest.fixture(params=["jack", "null"])
def engine(jack: Jack, request: pytest.FixtureRequest) -> Iterator[Engine]:
    name = f"jack:{jack.name}" if request.param == "jack" else "null"
    engine = Engine("--device", name, environment=jack.environment)
    yield engine
    engine.end()


def test_a_take_is_what_the_journal_renders(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    engine.run("run", str(ROOT / "examples/acid_jam.py"))
    time.sleep(0.5)
    kr = engine.connect()
    kr.record(path)
    asked = hands(engine, SECONDS)
    assert kr.status.recording == str(path)
    kr.record(None)
    status = kr.status
    rendered, take = engine.end_and_render(tmp_path), read_float_wav(path)
    begin = place_of(take[:48000, 0], rendered[:, 0])
    same = rendered[begin : begin + len(take)]
    differ = np.count_nonzero((take != same).any(axis=1)) if len(same) == len(take) else -1
    print(
        f"{len(take)} frames from frame {begin} on, {asked} requests meanwhile: {differ} differ, "
        f"{status.unrecorded} lost, {status.xruns} xruns, {status.late} late"
    )
    assert len(take) > (SECONDS - 1) * 48000
    assert np.abs(take).max() > 0.05
    assert status.unrecorded == 0
    if status.late == 0:
        assert differ == 0


def test_a_take_goes_on_from_device_to_device(jack: Jack, engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    engine.run("run", str(ROOT / "examples/acid_jam.py"))
    kr = engine.connect()
    kr.record(path)
    for _ in range(3):
        for name in ("null", f"jack:{jack.name}"):
            kr.device = name
            time.sleep(0.3)
    kr.record(None)
    late = kr.status.late
    rendered, take = engine.end_and_render(tmp_path), read_float_wav(path)
    begin = place_of(take[:48000, 0], rendered[:, 0])
    differ = np.count_nonzero((take != rendered[begin : begin + len(take)]).any(axis=1))
    print(f"{len(take)} frames over 6 switches: {differ} differ, {late} late")
    assert len(take) > 48000
    if late == 0:
        assert differ == 0


@pytest.mark.parametrize("engine", ["null"], indirect=True)
def test_what_a_killed_engine_recorded_can_be_read(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    kr = engine.connect()
    kr.record(path)
    began = time.monotonic()
    time.sleep(3.3)
    lasted = time.monotonic() - began
    os.kill(engine.pid(), signal.SIGKILL)
    data = path.read_bytes()
    at = data.index(b"data")
    told = int.from_bytes(data[at + 4 : at + 8], "little") / 8 / 48000
    there = (len(data) - at - 8) / 8 / 48000
    print(f"{told:.2f} s of {lasted:.2f} s by its header, {there:.2f} s in all")
    assert lasted - 1.6 < told <= there <= lasted + 0.1


@pytest.mark.parametrize("engine", ["null"], indirect=True)
def test_no_file_is_overwritten_unless_asked(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kr = engine.connect()
    monkeypatch.chdir(tmp_path)
    Path("take.wav").write_text("before")
    with pytest.raises(Error, match="File exists"):
        kr.record("take.wav")
    assert Path("take.wav").read_text() == "before"
    kr.record("take.wav", overwrite=True)
    with pytest.raises(Error, match="it records already"):
        kr.record("other.wav")
    status = threading.Event()
    while not status.wait(0.05) and kr.status.recorded == 0:
        pass
    assert "records  " + str(tmp_path / "take.wav") in engine.run("engine", "status")
    kr.record(None)
    kr.record(None)
    assert len(read_float_wav(Path("take.wav"))) > 0
