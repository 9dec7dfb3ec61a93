"""The audio thread asks nothing of the system but what its device asks."""

import os
import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from engine import Engine
from hands import hands
from jack import Ear, Jack

SECONDS = 60 if "KRACH_LONG" in os.environ else 5
BLOCKS = 48000 / 128  # a second

if shutil.which("strace") is None:
    pytest.skip("there is no strace: install Debian's strace", allow_module_level=True)


def calls_by_thread(pid: int, log: Path, seconds: float) -> dict[int, Counter[str]]:
    """How often each thread of a process made each system call."""
    tracing = subprocess.Popen(
        ["strace", "-f", "-p", str(pid), "-o", str(log)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    tracing.terminate()
    tracing.wait(timeout=20)
    threads: dict[int, Counter[str]] = {}
    for line in log.read_text(errors="replace").splitlines():
        if found := re.match(r"(\d+) +(\w+)\(", line):
            threads.setdefault(int(found[1]), Counter())[found[2]] += 1
    return threads


def of_the_audio_thread(threads: dict[int, Counter[str]], seconds: float) -> Counter[str]:
    """The device wakes it each block, by one call; [schedule] sleeps twice a block."""
    waking = {
        tid: calls
        for tid, calls in threads.items()
        if not calls["clock_nanosleep"] and sum(calls.values()) > BLOCKS * seconds / 4
    }
    assert len(waking) == 1, threads
    return next(iter(waking.values()))


def test_the_audio_thread_makes_no_system_calls_but_the_devices(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    engine.run("run", str(Path(__file__).parents[2] / "examples/acid_jam.py"))
    player = threading.Thread(target=hands, args=(engine, SECONDS))
    player.start()
    ours = of_the_audio_thread(calls_by_thread(engine.pid(), tmp_path / "ours", SECONDS), SECONDS)
    player.join()
    witness = Ear(jack, "krach:left")
    seconds = min(SECONDS, 5)
    bare = of_the_audio_thread(
        calls_by_thread(witness.process.pid, tmp_path / "bare", seconds), seconds
    )
    witness.end()
    print(
        f"in {SECONDS} s: {dict(ours)}; a client that passes sound on, in {seconds} s: {dict(bare)}"
    )
    assert set(ours) <= set(bare)
