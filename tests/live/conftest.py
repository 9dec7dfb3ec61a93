"""What the tests of live sound share: a server, and a krach that plays into it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jack import Jack

if shutil.which("jackd") is None:
    pytest.skip("there is no jackd: install Debian's jackd2", allow_module_level=True)


@pytest.fixture
def jack(tmp_path: Path) -> Iterator[Jack]:
    jack = Jack(f"krach-live-{os.getpid()}", tmp_path / "jackd.log")
    jack.start()
    jack.wait()
    yield jack
    jack.end()


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
