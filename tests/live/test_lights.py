"""Messages go out when what sounds beside them is heard through JACK."""

import socket
import threading
import time

import numpy as np
from engine import Engine
from hands import own_gate
from jack import Ear, Jack, punctual

from krach import krp

ONSETS = 40
PLAYBACK = 2 * 128 / 48  # ms: what the server tells, at most, from its ports to its hardware


@punctual()
def test_a_message_arrives_when_the_note_beside_it_is_heard(jack: Jack, engine: Engine) -> None:
    kr = engine.connect()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(1)
        arrived: list[float] = []

        def listen() -> None:
            try:
                while peer.recv(1000):
                    arrived.append(time.clock_gettime(time.CLOCK_MONOTONIC_RAW))  # as JACK
            except TimeoutError:
                pass

        kr.tempo = 150
        kr.node("gate", own_gate, gain=0.5)
        kr.osc("lights", f"127.0.0.1:{peer.getsockname()[1]}")
        ear = Ear(jack, "krach:left")
        listener = threading.Thread(target=listen)
        listener.start()
        with kr.batch():
            kr["gate"] @ krp.hit().fast(16)
            kr["lights"] @ krp.osc("/on").fast(16)
        time.sleep(ONSETS * 0.1)
        kr.stop()
        listener.join()
    steps, xruns = ear.end()
    heard = np.array(steps[::2])  # each gate opens, and closes
    count = min(len(heard), len(arrived))
    late = (np.array(arrived[:count]) - heard[:count]) * 1000
    print(
        f"{count} messages arrive {np.median(late):.2f} ms after the note is in JACK's port, from "
        f"{late.min():.2f} to {late.max():.2f} ms; {xruns} xruns"
    )
    assert abs(len(heard) - len(arrived)) <= 1
    assert count >= ONSETS - 2
    assert -2 < np.median(late) < PLAYBACK + 2
    assert np.abs(late - np.median(late)).max() < 10
