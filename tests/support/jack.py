"""A JACK server of a test's own, on the dummy driver, and a krach that plays into it: audio in real
time without a sound card.
"""

import functools
import json
import os
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

Test = Callable[..., None]


class Machine:
    """What the machine itself did meanwhile: a test of times says nothing of one that is busy."""

    def __enter__(self) -> "Machine":
        self.late, self._ends = 0.0, False  # the most by which a sleep of 1 ms was late
        self._before = self._idle()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    @staticmethod
    def _idle() -> tuple[int, int]:
        """The time that its processors were idle, and all time, since it started."""
        words = Path("/proc/stat").read_text().splitlines()[0].split()
        times = [int(word) for word in words[1:]]
        return times[3], sum(times)

    def _watch(self) -> None:
        while not self._ends:
            began = time.monotonic()
            time.sleep(0.001)
            self.late = max(self.late, time.monotonic() - began - 0.001)

    def __exit__(self, *_: object) -> None:
        self._ends = True
        self._thread.join()
        idle, everything = (
            now - then for now, then in zip(self._idle(), self._before, strict=True)
        )
        self.idle = idle / max(everything, 1)

    @property
    def is_busy(self) -> bool:
        return self.late > 0.01 or self.idle < 0.5

    def __str__(self) -> str:
        return f"it was late by {1000 * self.late:.0f} ms, and idle for {100 * self.idle:.0f} %"


def punctual(between: Callable[..., None] = lambda **_: None) -> Callable[[Test], Test]:
    """Repeats a test of times that failed while the machine itself was busy, `between` first."""

    def repeating(test: Test) -> Test:
        @functools.wraps(test)
        def repeated(**fixtures: object) -> None:
            for _ in range(3):
                failed: AssertionError | None = None
                with Machine() as machine:
                    try:
                        test(**fixtures)
                    except AssertionError as error:
                        failed = error
                if failed is None:
                    return
                if not machine.is_busy:
                    raise failed
                between(**fixtures)
            pytest.skip(f"this machine is too busy for real time: {machine}")

        return repeated

    return repeating


class Jack:
    """A server on the dummy driver, under a name that no other test has."""

    def __init__(self, name: str, log: Path) -> None:
        self.name, self.log = name, log
        self.environment = {**os.environ, "JACK_DEFAULT_SERVER": name, "JACK_NO_START_SERVER": "1"}
        self.process: subprocess.Popen[bytes] | None = None
        self.killed = False

    def start(self, rate: int = 48000, block: int = 128) -> None:
        words = f"jackd -R -n {self.name} -d dummy -r {rate} -p {block}".split()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self) -> float:
        """End it without a word to its clients; the time when that was."""
        assert self.process is not None
        self.process.kill()
        then = time.monotonic()
        self.process.wait(timeout=10)
        self.process, self.killed = None, True
        return then

    def end(self) -> None:
        """Leave the machine as it was: only a server that ends by itself gives its place back.

        There are eight places, so a few killed ones would keep the user's own from starting.
        """
        if self.process is None and self.killed:
            self.start()
            self.wait()
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()

    def ask(self, *words: str) -> str:
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, timeout=10, check=False
        )
        return done.stdout

    def wait(self) -> None:
        until = time.monotonic() + 10
        while "system:playback_2" not in self.ask("jack_lsp"):
            assert time.monotonic() < until, "jackd does not start:\n" + self.log.read_text()
            time.sleep(0.01)

    def connections(self) -> dict[str, list[str]]:
        """Each port, and the ports that it is connected to."""
        ports: dict[str, list[str]] = {}
        for line in self.ask("jack_lsp", "-c").splitlines():
            if line.startswith(" "):
                ports[next(reversed(ports))].append(line.strip())
            else:
                ports[line] = []
        return ports

    def record(self, path: Path, *ports: str, seconds: int = 1) -> np.ndarray:
        """So many seconds of those ports, a column for each, as JACK hears them."""
        self.start_recording(path, *ports, seconds=seconds).wait(timeout=seconds + 10)
        return self.recorded(path, len(ports))

    def start_recording(self, path: Path, *ports: str, seconds: int) -> subprocess.Popen[bytes]:
        """The same, beside what else is done; it ends by itself."""
        words = ["jack_rec", "-f", str(path), "-d", str(seconds), "-b", "32", "-B", "262144"]
        none = subprocess.DEVNULL
        return subprocess.Popen(
            [*words, *ports], env=self.environment, stdin=none, stdout=none, stderr=none
        )

    @staticmethod
    def recorded(path: Path, ports: int) -> np.ndarray:
        with wave.open(str(path)) as file:
            frames = np.frombuffer(file.readframes(file.getnframes()), np.int32)
        return frames.reshape(-1, ports) / 2.0**31


class Ear:
    """`ear PORT` beside the server: a pass-through client that tells of steps and of xruns."""

    PROGRAM = Path(__file__).parents[2] / "build/release/live_ear"

    def __init__(self, jack: Jack, port: str) -> None:
        assert self.PROGRAM.exists(), "bin/check builds it"
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [self.PROGRAM, port], env=jack.environment, stdin=pipe, stdout=pipe, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "listening\n"

    def end(self) -> tuple[list[float], int]:
        """The seconds of the steps, in JACK's clock, and how many xruns the server told of."""
        out, _ = self.process.communicate(timeout=10)
        *steps, xruns = out.splitlines()
        return [float(step) / 1e6 for step in steps], int(xruns.removeprefix("xruns "))


class Playing:
    """`krach play FILE`, while it plays."""

    def __init__(self, jack: Jack, file: Path, seconds: float) -> None:
        request = {"command": "play", "file": str(file), "seconds": seconds}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "krach", json.dumps(request)],
            env=jack.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        until = time.monotonic() + 10
        while "krach:right" not in jack.ask("jack_lsp"):
            assert self.process.poll() is None, self.process.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.01)

    def end(self) -> str:
        """The last status line."""
        out, err = self.process.communicate(timeout=60)
        assert (self.process.returncode, err) == (0, "")
        return out
