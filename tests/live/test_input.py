"""What comes in through JACK, as a node: one engine hears another."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from engine import Engine
from jack import Jack, punctual

from krach import Error, krs

if shutil.which("jack_connect") is None:
    pytest.skip("there is no jack_connect", allow_module_level=True)


WINDOW = 2048  # frames
LOOK_AHEAD = 72  # frames, of the guard: the block that comes in is the one that goes out


@pytest.fixture
def two(jack: Jack) -> Iterator[tuple[Engine, Engine]]:
    words = ("--device", f"jack:{jack.name}")
    player = Engine(*words, environment=jack.environment)
    listener = Engine(*words, environment=jack.environment)
    yield player, listener
    listener.end()
    player.end()


def sine() -> krs.Signal:
    return krs.sine_osc(krs.control("freq", 220.0, 20.0, 800.0))


@punctual()
def test_what_one_engine_plays_another_passes_on_to_the_bit(
    jack: Jack, two: tuple[Engine, Engine], tmp_path: Path
) -> None:
    player, listener = (engine.connect() for engine in two)
    player.node("lead", sine, gain=0.4, pan=0.3) @ ("freq", player.tri(200, 600).over("3/7"))
    ports = jack.connections()
    assert ports["krach-01:in_0"] == ["system:capture_1"]
    assert ports["krach-01:in_1"] == ["system:capture_2"]
    for i, side in enumerate(("left", "right")):
        jack.ask("jack_disconnect", f"system:capture_{i + 1}", f"krach-01:in_{i}")
        jack.ask("jack_connect", f"krach:{side}", f"krach-01:in_{i}")
        listener.input(f"mic/{side}", i, gain=1, pan=2 * i - 1)
    time.sleep(0.5)
    before = player.status.xruns + listener.status.xruns
    sides = [f"{client}:{side}" for client in ("krach", "krach-01") for side in ("left", "right")]
    heard = jack.record(tmp_path / "heard.wav", *sides, seconds=2)
    xruns = player.status.xruns + listener.status.xruns - before
    played, passed = heard[:, :2], heard[:, 2:]
    late = [
        frames for begin in range(4096, len(heard) - WINDOW, WINDOW) for frames in range(1024)
        if np.array_equal(
            passed[begin : begin + WINDOW], played[begin - frames : begin - frames + WINDOW]
        )
    ]  # fmt: skip
    windows = len(range(4096, len(heard) - WINDOW, WINDOW))
    print(
        f"of {windows} windows {len(late)} are equal to the bit, {set(late)} frames later; "
        f"{xruns} xruns"
    )
    assert np.abs(played).max() > 0.05
    assert not np.array_equal(played[:, 0], played[:, 1])
    assert set(late) == {LOOK_AHEAD}
    assert len(late) >= windows - 2 * xruns


def test_a_channel_that_the_device_has_not_is_told(two: tuple[Engine, Engine]) -> None:
    kr = two[0].connect()
    assert kr.status.inputs == 2
    with pytest.raises(Error, match=r"(?s)has 2 input channels.*from 0 to 1"):
        kr.input("mic", 2)
    kr.device = "null"
    kr.input("mic", 2)
    assert kr.nodes == ["mic"]


def test_as_many_channels_are_heard_as_are_asked_for(jack: Jack, engine: Engine) -> None:
    kr = engine.connect()

    def heard() -> list[str]:
        return [port for port in jack.connections() if port.startswith("krach:in_")]

    assert (kr.inputs, len(heard())) == (2, 2)
    kr.inputs = 5
    assert (kr.inputs, len(heard())) == (5, 5)
    kr.input("mic", 4)
    kr.inputs = 0
    assert (kr.inputs, len(heard())) == (0, 0)
    with pytest.raises(Error, match="has 0 input channels") as told:
        kr.input("mic", 0)
    assert told.value.faults[0].remedy == "hear some: kr.inputs = 2"
    with pytest.raises(Error, match="65 input channels"):
        kr.inputs = 65
    assert kr.inputs == 0
    kr.device = "null"
    kr.inputs = 1
    assert kr.inputs == 0  # a clock has nothing to be heard
