"""An engine that plays in time with others: what it tells of that, and that it stays so."""

import json
import os
import signal
from collections.abc import Iterator

import pytest
from engine import Engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    try:
        engine = Engine("--device", "null", "--link")
    except AssertionError as error:
        if "without Ableton Link" in str(error):
            pytest.skip("krach was built without Ableton Link")
        raise
    yield engine
    engine.end()


def test_it_is_told_in_the_status_and_outlives_the_engine(engine: Engine) -> None:
    assert "\nlink     on, " in engine.run("engine", "status")
    client = engine.connect()
    os.kill(engine.pid(), signal.SIGKILL)
    assert client.tempo >= 20  # it asks until one is back
    status = json.loads(engine.run("engine", "status", "--json"))
    assert status["link"] is True
    assert status["link_peers"] >= 0


def test_without_being_asked_for_it_is_off() -> None:
    engine = Engine("--device", "null")
    assert "\nlink     off\n" in engine.run("engine", "status")
    engine.end()
