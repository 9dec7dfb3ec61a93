"""An engine of a test's own: its folder, its processes, and connections to it."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from nulls import read_float_wav

import krach
from krach import _core

ROOT = Path(__file__).parents[2]
KRACH = ROOT / "build/release/bin/krach"


class Engine:
    """`krach engine start`, with a folder that goes when it ends."""

    def __init__(
        self, *words: str, environment: dict[str, str] | None = None, program: Path = KRACH
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="krach-"))  # sockets have short names
        self.environment = {**(environment or os.environ), "KRACH_STATE": str(self.folder)}
        self.program = program
        self._words = words
        self._start()

    def _start(self) -> None:
        self.run("engine", "start", *self._words)

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [self.program, *words], env=self.environment, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def socket(self) -> str:
        return str(self.folder / "engine.sock")

    def connect(self) -> krach.Session:
        return krach.Session(_core.Connection(self.socket))

    def client(self) -> "Client":
        return Client(self.socket)

    def pid(self) -> int:
        """Of the engine itself, not of its supervisor."""
        found = subprocess.run(
            ["pgrep", "-f", f"krach-engine .*{self.folder}.*--alone"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return int(found.stdout.split()[0])

    @property
    def log(self) -> str:
        return (self.folder / "engine.log").read_text()

    @property
    def journal(self) -> Path:
        return max((self.folder / "journals").glob("*.jsonl"))

    def end_and_render(self, folder: Path) -> np.ndarray:
        """What its journal renders, once it has ended; then it begins with nothing."""
        self.run("stop")
        self.run("journal", "render", "-o", str(folder / "again.wav"), "--tail", "5")
        self._start()
        return read_float_wav(folder / "again.wav")

    def end(self) -> None:
        subprocess.run(
            [self.program, "stop"], env=self.environment, capture_output=True, check=False
        )
        shutil.rmtree(self.folder, ignore_errors=True)


class Client:
    """Lines of JSON, as anybody could write them."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._socket.settimeout(20)
        self._lines = self._socket.makefile("r")

    def say(self, text: str) -> None:
        self._socket.sendall(text.encode())

    def press(self, text: str) -> None:
        """As much of it as is taken without waiting."""
        self._socket.setblocking(False)
        try:
            self._socket.send(text.encode())
        finally:
            self._socket.settimeout(20)

    def hear(self) -> dict[str, object]:
        return json.loads(self._lines.readline())

    def ask(self, **message: object) -> dict[str, object]:
        self.say(json.dumps(message) + "\n")
        return self.hear()

    def timed(self, **message: object) -> float:
        """How long the reply took, in seconds."""
        began = time.perf_counter()
        reply = self.ask(**message)
        assert "error" not in reply, reply
        return time.perf_counter() - began

    def close(self) -> None:
        self._socket.close()


def wait_until(holds: Callable[[], bool], seconds: float) -> float:
    """How long it took. It is an error if that is longer than `seconds`."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.001)
    return time.monotonic() - began


def percentile(values: Sequence[float], percent: float) -> float:
    """The least of them that so many percent are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
