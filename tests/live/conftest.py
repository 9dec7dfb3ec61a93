"""What the tests of live sound share: a server of their own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine import Engine
from jack import Jack

if shutil.which("jackd") is None:
    pytest.skip("there is no jackd: install Debian's jackd2", allow_module_level=True)


@pytest.fixture
def jack(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Jack]:
    """In blocks of 128 frames, or of as many as an indirect parameter says."""
    jack = Jack(f"krach-live-{os.getpid()}", tmp_path / "jackd.log")
    jack.start(block=getattr(request, "param", 128))
    jack.wait()
    yield jack
    jack.end()


@pytest.fixture
def engine(jack: Jack) -> Iterator[Engine]:
    """That plays to the server."""
    engine = Engine("--device", f"jack:{jack.name}", environment=jack.environment)
    yield engine
    engine.end()
