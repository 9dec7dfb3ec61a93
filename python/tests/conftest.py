"""What the tests of a session share."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ears import quiet_session

import krach
from krach import _core


@pytest.fixture
def kr() -> krach.Session:
    return quiet_session()


@pytest.fixture
def state_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for an engine of the test's own, which ends with it."""
    with tempfile.TemporaryDirectory(prefix="krach-") as folder:  # sockets have short names
        monkeypatch.setenv("KRACH_STATE", folder)
        yield Path(folder)
        if _core.engine_runs():
            _core.stop_engine()
