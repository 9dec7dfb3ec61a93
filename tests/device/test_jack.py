"""Playing through a JACK server that comes, goes and comes back; heard by another client of it.

Each test has servers of its own, on the dummy driver. The player is $KRACH_PLAYER, or the release
build's; it plays a ramp and prints a line of JSON whenever something happens to its device.
"""

import json
import os
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jack import Jack, punctual

ROOT = Path(__file__).parents[2]
PLAYER = Path(os.environ.get("KRACH_PLAYER", ROOT / "build/release/device_player"))
KRACH = os.environ.get("KRACH", str(ROOT / "build/release/bin/krach"))

if shutil.which("jackd") is None:
    pytest.skip("there is no jackd: install Debian's jackd2", allow_module_level=True)
if not PLAYER.exists():
    pytest.skip(f"{PLAYER} is not built", allow_module_level=True)


class Player:
    """device_player, while it plays."""

    def __init__(self, jack: Jack, name: str = "", rate: int = 48000) -> None:
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [PLAYER, name, str(rate), "128"],
            env=jack.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True,
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.put(json.loads(line))

    def next(self, event: str) -> dict[str, Any]:
        told = self.events.get(timeout=10)
        assert told["event"] == event
        return told

    def _end(self) -> tuple[int, str]:
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        self.process.stdin.close()
        return self.process.wait(timeout=10), self.process.stderr.read()

    def stop(self) -> dict[str, Any]:
        """The last it says; it ends at once, without an error and without a word more."""
        assert self._end() == (0, "")
        stopping, stopped = self.next("stopping"), self.next("stopped")
        assert stopped["time"] - stopping["time"] < 1.0
        return stopped

    def error(self) -> str:
        status, errors = self._end()
        assert status == 1
        return errors


@pytest.fixture
def jack(tmp_path: Path) -> Iterator[Jack]:
    jack = Jack(f"krach-test-{os.getpid()}", tmp_path / "jackd.log")
    yield jack
    jack.end()


@pytest.fixture
def players() -> Iterator[list[Player]]:
    playing: list[Player] = []
    yield playing
    end(playing)


def end(players: list[Player]) -> None:
    for player in players:
        player.process.kill()
        player.process.wait(timeout=10)
    players.clear()


def begin_again(jack: Jack, players: list[Player], **_: object) -> None:
    end(players)
    jack.end()


def test_what_it_plays_is_heard_frame_by_frame(
    jack: Jack, players: list[Player], tmp_path: Path
) -> None:
    jack.start()
    jack.wait()
    players.append(player := Player(jack))
    opened = player.next("playing")
    assert (opened["name"], opened["block_size"]) == (f"jack:{jack.name}", 128)
    sound = np.round(4096 * jack.record(tmp_path / "a.wav", "krach:left", "krach:right")).astype(
        int
    )
    breaks = np.count_nonzero(np.diff(sound[:, 0]) % 4096 != 1)
    torn = np.flatnonzero(sound[:, 0] != -sound[:, 1])  # by a listener that came too late
    xruns = player.stop()["xruns"]  # a busy machine may lose blocks
    assert breaks <= 2 * xruns  # where a lost stretch begins and where it ends
    assert len(np.unique(torn // 128)) <= 2 * xruns


@punctual(begin_again)
def test_a_killed_server_is_replaced_by_a_clock_and_played_on_when_it_is_back(
    jack: Jack, players: list[Player]
) -> None:
    jack.start()
    jack.wait()
    players.append(player := Player(jack))
    player.next("playing")
    killed = jack.kill()
    lost = player.next("lost")
    assert lost["time"] - killed < 0.05
    time.sleep(0.5)  # for the clock to prove that time goes on
    jack.start()
    jack.wait()
    up = time.monotonic()
    back = player.next("back")
    assert back["time"] - up < 1.0
    frames, seconds = back["frames"] - lost["frames"], back["time"] - lost["time"]
    assert frames / seconds == pytest.approx(48000, rel=0.1)
    ports = jack.connections()
    assert ports["krach:left"] == ["system:playback_1"]
    assert ports["krach:right"] == ["system:playback_2"]
    stopped = player.stop()
    assert (stopped["losses"], stopped["overlaps"]) == (1, 0)
    assert stopped["gap"] < 0.1


@punctual(begin_again)
def test_it_ends_at_once_while_the_server_is_away(jack: Jack, players: list[Player]) -> None:
    jack.start()
    jack.wait()
    players.append(player := Player(jack))
    player.next("playing")
    jack.kill()
    player.next("lost")
    assert player.stop()["lost"] is True


@punctual(begin_again)
def test_it_ends_at_once_in_the_moment_of_the_loss(jack: Jack, players: list[Player]) -> None:
    jack.start()
    jack.wait()
    players.append(player := Player(jack))
    player.next("playing")
    jack.kill()
    assert player.process.stdin is not None
    player.process.stdin.close()
    assert player.process.wait(timeout=10) == 0


def test_two_programs_play_on_one_server(jack: Jack, players: list[Player]) -> None:
    jack.start()
    jack.wait()
    players += [Player(jack), Player(jack)]
    for player in players:
        player.next("playing")
    ports = jack.connections()
    assert ports["krach:left"] == ports["krach-01:left"] == ["system:playback_1"]
    for player in players:
        assert player.stop()["frames"] > 0


def test_a_wrong_rate_names_the_one_that_the_server_runs_at(
    jack: Jack, players: list[Player]
) -> None:
    jack.start(rate=44100)
    jack.wait()
    players.append(player := Player(jack))
    assert player.error() == (
        f"jack:{jack.name}: this JACK server runs at 44100 Hz, not at 48000\n"
        "  hint: ask for 44100 Hz, or start the server with -r 48000\n"
    )


def test_a_server_that_is_not_running_is_said_so_and_none_is_started(
    jack: Jack, players: list[Player]
) -> None:
    began = time.monotonic()
    players.append(player := Player(jack, f"jack:{jack.name}"))
    assert player.error().startswith(
        f"jack:{jack.name}: no JACK server of that name is running\n  hint: start it"
    )
    assert time.monotonic() - began < 1.0
    assert "system:" not in jack.ask("jack_lsp")


def test_krach_devices_lists_the_server_as_the_default(jack: Jack) -> None:
    jack.start()
    jack.wait()
    first, *_, last = json.loads(jack.ask(KRACH, "devices", "--json"))["devices"]
    assert first == {
        "name": f"jack:{jack.name}",
        "sample_rates": [48000],
        "outputs": 2,
        "inputs": ["system:capture_1", "system:capture_2"],
        "is_default": True,
    }
    assert (last["name"], last["is_default"]) == ("null", False)
