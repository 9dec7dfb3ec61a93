"""From one device to another and back while it plays, as a client of the engine asks for it."""

import itertools
import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest
from engine import Engine
from jack import Jack, punctual
from nulls import STEP, WINDOW, compare

from krach import Error, krs


def sine() -> krs.Signal:
    return krs.sine_osc(krs.control("freq", 220.0, 20.0, 800.0))


@punctual()
def test_there_and_back_it_goes_on_in_the_same_frame(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    kr = engine.connect()
    kr.node("lead", sine, gain=0.3) @ ("freq", kr.tri(200, 600).over("3/7"))
    time.sleep(0.3)
    there = f"jack:{jack.name}"
    assert there in kr.devices
    assert kr.devices[-1] == "null"
    seen, began, late = [kr.status], time.monotonic(), 0
    for _ in range(5):
        for name in ("null", there):
            kr.device = name
            assert kr.device == name
            seen.append(kr.status)
            late += kr.status.xruns
            time.sleep(0.1)
    seen.append(kr.status)
    seconds = time.monotonic() - began
    heard = jack.record(tmp_path / "heard.wav", "krach:left", "krach:right", seconds=2)
    xruns = kr.status.xruns
    breaks, lost = compare(heard, engine.end_and_render(tmp_path))
    frames = seen[-1].frame - seen[0].frame
    print(
        f"10 switches: {frames} frames in {seconds:.2f} s, {late} xruns, {seen[-1].late} late; "
        f"back there {len(heard)} frames: {breaks} breaks, {lost} frames in them, {xruns} xruns"
    )
    assert all(a.frame <= b.frame and a.cycle <= b.cycle for a, b in itertools.pairwise(seen))
    assert frames / seconds == pytest.approx(48000, rel=0.05)
    assert seen[-1].late == 0
    assert np.abs(heard).max() > 0.1
    assert breaks <= xruns
    assert lost <= (WINDOW + STEP) * xruns


@punctual()
def test_what_cannot_be_opened_changes_nothing_that_is_heard(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    kr = engine.connect()
    kr.node("lead", sine, gain=0.3) @ ("freq", kr.tri(200, 600).over("3/7"))
    time.sleep(0.3)
    with pytest.raises(Error, match=f"(?s)no such device.*jack:{jack.name}"):
        kr.device = f"jak:{jack.name}"
    with pytest.raises(Error, match="no JACK server of that name is running"):
        kr.device = "jack:krach-nowhere"
    with pytest.raises(Error, match="runs at 48000 Hz, not at 44100"):
        kr.sample_rate = 44100
    heard = jack.record(tmp_path / "heard.wav", "krach:left", "krach:right", seconds=1)
    assert (kr.device, kr.sample_rate, kr.block_size) == (f"jack:{jack.name}", 48000, 128)
    assert jack.connections()["krach:left"] == ["system:playback_1"]
    xruns = kr.status.xruns
    breaks, _ = compare(heard, engine.end_and_render(tmp_path))
    assert breaks <= xruns


def test_another_rate_goes_on_in_the_same_cycle(engine: Engine) -> None:
    kr = engine.connect()
    kr.node("lead", sine, gain=0.3)
    kr.device = "null"
    before = kr.status
    kr.sample_rate = 44100
    after = kr.status
    assert (after.device, after.sample_rate) == ("null", 44100)
    assert before.cycle <= after.cycle <= before.cycle + 0.5
    kr.block_size = 1000
    assert (kr.sample_rate, kr.block_size) == (44100, 1000)
    assert kr.status.frame >= after.frame


def test_after_its_death_an_engine_plays_on_the_device_that_it_had(engine: Engine) -> None:
    kr = engine.connect()
    kr.node("lead", sine, gain=0.3)
    kr.device = "null"
    kr.sample_rate = 44100
    kr.block_size = 1000
    time.sleep(1.5)  # until it has written down where it is
    before, began = kr.status, time.monotonic()
    os.kill(engine.pid(), signal.SIGKILL)
    after = kr.status
    took = time.monotonic() - began
    assert (after.device, after.sample_rate, after.block_size) == ("null", 44100, 1000)
    assert after.cycle == pytest.approx(before.cycle + took / 2, abs=0.1)
    assert after.frame == pytest.approx(before.frame + took * 44100, abs=10_000)
