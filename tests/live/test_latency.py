"""From a request to its sound."""

import os
import random
import time
from collections.abc import Iterator

import numpy as np
import pytest
from jack import Ear, Jack, punctual

import krach
from krach import krs

REQUESTS = 500 if "KRACH_LONG" in os.environ else 60


def own_gate() -> krs.Signal:
    return krs.control("gate", 0.0, 0.0, 1.0)


@pytest.fixture
def kr(jack: Jack, monkeypatch: pytest.MonkeyPatch) -> Iterator[krach.Session]:
    for name in ("JACK_DEFAULT_SERVER", "JACK_NO_START_SERVER"):
        monkeypatch.setenv(name, jack.environment[name])
    kr = krach.Session()
    kr.node("gate", own_gate, gain=0.5)
    kr.start(f"jack:{jack.name}")
    yield kr
    kr.stop_device()


@punctual()
def test_a_gate_is_heard_within_4_blocks_and_10_ms(
    jack: Jack, kr: krach.Session, requests: int = REQUESTS
) -> None:
    ear = Ear(jack, "krach:left")
    asked = []
    for i in range(requests):
        time.sleep(random.uniform(0.02, 0.06))
        asked.append(time.clock_gettime(time.CLOCK_MONOTONIC_RAW))  # as JACK
        kr.set("gate/gate", (i + 1) % 2)
    time.sleep(0.2)
    status = kr.status
    heard, xruns = ear.end()
    assert len(heard) == requests
    delays = (np.array(heard) - np.array(asked)) * 1000
    print(
        f"{requests} requests: median {np.median(delays):.1f} ms, 99 % within "
        f"{np.percentile(delays, 99):.1f} ms, at most {delays.max():.1f} ms; {xruns} xruns, "
        f"{status.late} late, load {status.load:.3f}"
    )
    assert np.percentile(delays, 99) <= 4 * 128 / 48 + 10
    assert (delays > 0).all()
