"""The engine through JACK: what is heard, how soon, and beside how many."""

import os
import random
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
from engine import Engine, percentile
from hands import hands, own_gate
from jack import Ear, Jack, punctual
from nulls import STEP, WINDOW, compare, onsets

from krach import krs

ROOT = Path(__file__).parents[2]
LONG = "KRACH_LONG" in os.environ
SECONDS = 60 if LONG else 8


@punctual()
def test_a_performance_is_what_its_journal_renders(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    engine.run("run", str(ROOT / "examples/acid_jam.py"))
    time.sleep(0.5)
    before = engine.connect().status.xruns
    witness = Ear(jack, "krach:left")
    asked: list[int] = []
    player = threading.Thread(target=lambda: asked.append(hands(engine, SECONDS - 0.5)))
    player.start()
    heard = jack.record(tmp_path / "heard.wav", "krach:left", "krach:right", seconds=SECONDS)
    player.join()
    _, server = witness.end()
    status = engine.connect().status
    xruns = status.xruns - before
    rendered = engine.end_and_render(tmp_path)
    breaks, lost = compare(heard, rendered)
    print(
        f"{len(heard)} frames, {asked[0]} requests meanwhile: {breaks} breaks, {lost} frames in "
        f"them; {xruns} xruns, {server} as the server tells a client that passes sound on, "
        f"{status.late} late"
    )
    assert len(heard) >= (SECONDS - 0.5) * 48000
    assert np.abs(heard).max() > 0.05
    assert breaks <= xruns
    assert lost <= (WINDOW + STEP) * xruns


@punctual()
def test_a_request_over_the_socket_is_heard_within_4_blocks_and_10_ms(
    jack: Jack, engine: Engine
) -> None:
    kr, requests = engine.connect(), 500 if LONG else 60
    kr.node("gate", own_gate, gain=0.5)
    ear, client, asked = Ear(jack, "krach:left"), engine.client(), []
    for i in range(requests):
        time.sleep(random.uniform(0.02, 0.06))
        asked.append(time.clock_gettime(time.CLOCK_MONOTONIC_RAW))  # as JACK
        client.ask(do="set", node="gate", control="gate", value=(i + 1) % 2)
    time.sleep(0.2)
    heard, xruns = ear.end()
    assert len(heard) == requests
    delays = (np.array(heard) - np.array(asked)) * 1000
    print(
        f"{requests} requests: median {np.median(delays):.1f} ms, 99 % within "
        f"{np.percentile(delays, 99):.1f} ms, at most {delays.max():.1f} ms; {xruns} xruns"
    )
    assert np.percentile(delays, 99) <= 4 * 128 / 48 + 10
    assert (delays > 0).all()


@punctual()
def test_eight_clients_are_answered_within_20_ms(jack: Jack, engine: Engine) -> None:
    kr = engine.connect()
    for i in range(8):
        kr.node(f"n{i}", own_gate, gain=0.05) @ "x*4"
    witness, before = Ear(jack, "krach:left"), kr.status.xruns
    delays: list[float] = []

    def play(i: int) -> None:
        client, draw = engine.client(), random.Random(i)
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            time.sleep(draw.uniform(0.03, 0.07))  # 20 a second
            delays.append(
                client.timed(do="set", node=f"n{i}", control="gain", value=draw.uniform(0, 0.1))
            )

    players = [threading.Thread(target=play, args=(i,)) for i in range(8)]
    idle = [engine.client() for _ in range(100)]
    for player in players:
        player.start()
    for player in players:
        player.join()
    _, server = witness.end()
    xruns = kr.status.xruns - before
    for client in idle:
        assert "protocol" in client.ask(ask="version")
    print(
        f"{len(delays)} replies: median {percentile(delays, 50) * 1e3:.1f} ms, 99 % within "
        f"{percentile(delays, 99) * 1e3:.1f} ms, at most {max(delays) * 1e3:.1f} ms; "
        f"{xruns} xruns, {server} of a client that passes sound on; 100 more were connected"
    )
    assert percentile(delays, 99) < 0.020
    assert xruns <= server


def flood(path: Path, count: int) -> None:
    """Lines of a client that means no good; every hundredth is a request that is accepted."""
    draw = random.Random(8)
    kinds = [
        '{"ask":"version"}',
        '{"do":"set","node":"nobody","control":"gain","value":1}',
        '{"do":"play","node":"flooded","pattern":"[a"}',
        '{"do":"tempo","bpm":1e999}',
        "[" * 500,
        '{"id":' + "9" * 300,
    ]
    with path.open("w") as out:
        for i in range(count):
            value = f'{{"do":"set","node":"flooded","control":"gain","value":{i % 2}}}'
            out.write((value if i % 100 == 0 else draw.choice(kinds)) + "\n")


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


@punctual()
def test_the_worst_clients_change_nothing_of_what_is_heard(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    engine.run("run", str(ROOT / "examples/acid_jam.py"))
    kr, count = engine.connect(), 1_000_000 if LONG else 20_000
    kr.node("flooded", lambda: krs.control("gate", 0.0, 0.0, 1.0))  # nobody plays it
    flood(tmp_path / "flood", count)
    pauses, deaf = engine.client(), engine.client()
    before, pid = kr.status.xruns, engine.pid()
    memory = resident(pid)
    witness, good, delays = Ear(jack, "krach:left"), engine.client(), []
    recording = jack.start_recording(
        tmp_path / "heard.wav", "krach:left", "krach:right", seconds=SECONDS
    )
    began = time.monotonic()
    pauses.say('{"id":1,"do":"tempo","bp')
    with (tmp_path / "flood").open() as lines:
        flooding = subprocess.Popen(
            ["nc", "-N", "-U", engine.socket], stdin=lines, stdout=subprocess.DEVNULL
        )
    deaf.press('{"ask":"state"}\n' * 100_000)
    for i in range(200):
        dying = engine.client()
        dying.say('{"id":1,"ask":"status"}\n'[: i % 24])
        dying.close()
        if i % 10 == 0:
            delays.append(good.timed(ask="version"))
    while recording.poll() is None:
        delays.append(good.timed(do="set", node="hat", control="gain", value=0.1))
        time.sleep(0.05)
        if began is not None and time.monotonic() > began + 5:
            pauses.say('m":120}\n')
            assert "revision" in pauses.hear()
            began = None
    flooding.wait(timeout=300)
    _, server = witness.end()
    xruns, grown = kr.status.xruns - before, resident(pid) - memory
    heard = jack.recorded(tmp_path / "heard.wav", 2)
    breaks, lost = compare(heard, engine.end_and_render(tmp_path))
    print(
        f"{count} lines of flood: others' replies: median {percentile(delays, 50) * 1e3:.1f} ms, "
        f"99 % within {percentile(delays, 99) * 1e3:.1f} ms, at most {max(delays) * 1e3:.1f} ms; "
        f"{grown / 2**20:.1f} MiB more; {breaks} breaks in {len(heard)} frames, {lost} frames in "
        f"them; {xruns} xruns, {server} of a client that passes sound on"
    )
    assert flooding.returncode == 0
    assert percentile(delays, 99) < 0.020
    assert grown < 64 * 2**20
    assert breaks <= xruns
    assert lost <= (WINDOW + STEP) * xruns


def heavy(inp: krs.Signal) -> krs.Signal:
    for _ in range(400):
        inp = krs.tanh(inp * 1.01)
    return inp


@punctual()
def test_after_an_overload_every_onset_is_on_its_frame(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    kr = engine.connect()
    kr.node("gate", own_gate, gain=0.5) @ "x*16"
    kr.node("one", heavy)
    time.sleep(1)
    alone = kr.status.load
    kr.remove("one")
    count = int(np.ceil(2.0 / alone))
    before = kr.status.xruns
    with kr.batch():
        for i in range(count):
            kr.node(f"load{i}", heavy)
    time.sleep(2)
    loaded = kr.status
    with kr.batch():
        for i in range(count):
            kr.remove(f"load{i}")
    time.sleep(1)
    witness, after = Ear(jack, "krach:left"), kr.status
    heard = jack.record(tmp_path / "after.wav", "krach:left", "krach:right", seconds=3)
    last = kr.status.xruns - after.xruns
    _, server = witness.end()
    distances = np.diff(onsets(heard))
    print(
        f"load {loaded.load:.2f} by {count} nodes: {after.xruns - before} xruns, {last} from a "
        f"second later on, {server} of a client that passes sound on; {len(distances)} distances "
        f"of onsets, {np.unique(distances)} frames"
    )
    assert loaded.load > 1.5
    assert loaded.xruns > before
    assert last <= server
    assert np.count_nonzero(distances != 6000) <= server
