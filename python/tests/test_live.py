"""A session on the silent clock: started, changed while it plays, stopped."""

import time
from pathlib import Path

import numpy as np
import pytest
from ears import own_gate, tone

import krach
from krach import player


@pytest.fixture
def playing(kr: krach.Session) -> krach.Session:
    kr.master = 0.5
    kr.node("gate", own_gate, gain=0.5)
    kr.start("null")
    return kr


def peak_of(kr: krach.Session, frames: int = 4800) -> float:
    """Of the next frames, however long the machine takes for them."""
    end = kr.status.frame + frames  # the peak until now is taken with it
    peak, patience = 0.0, time.monotonic() + 20
    while (now := kr.status).frame < end:
        assert time.monotonic() < patience, "the clock stands"
        peak = max(peak, now.peak)
        time.sleep(0.005)
    return max(peak, now.peak)


def test_what_is_asked_while_it_plays_is_heard(playing: krach.Session) -> None:
    assert peak_of(playing) == 0
    playing.set("gate/gate", 1)
    assert peak_of(playing) == pytest.approx(0.25, rel=0.01)
    playing.node("gate", tone)  # another function takes over
    playing.set("gate/gate", 1)
    assert 0 < peak_of(playing) < 0.3
    playing.remove("gate")
    peak_of(playing, 14400)  # it glides away
    assert peak_of(playing) < 1e-4
    playing.stop_device()


def test_a_mistake_while_it_plays_changes_nothing(playing: krach.Session) -> None:
    playing.set("gate/gate", 1)
    with pytest.raises(krach.Error, match="unknown control"):
        playing.set("gate/gat", 0)
    assert peak_of(playing) == pytest.approx(0.25, rel=0.01)
    playing.stop_device()


def test_a_status_tells_where_the_music_is(playing: krach.Session) -> None:
    peak_of(playing)
    now = playing.status
    assert repr(now).startswith("<status: null, 48000 Hz, blocks of 128; cycle ")
    assert (now.device, now.sample_rate, now.lost) == ("null", 48000, False)
    assert now.cycle == pytest.approx(now.frame / 96000, abs=0.01)
    assert player.line(now, 4).startswith("bar 1.1  cpu ")
    playing.stop_device()
    with pytest.raises(krach.Error, match=r"start a device first: kr\.start\(\)"):
        _ = playing.status


def test_an_unknown_device_is_told_with_what_there_is(kr: krach.Session) -> None:
    with pytest.raises(krach.Error, match=r"no such device\n.*null"):
        kr.start("nul1")
    kr.start("null", block_size=64)  # and the session is as good as before
    kr.stop_device()
    kr.stop_device()  # nothing to do


def test_a_bad_rate_is_refused_with_its_bounds(kr: krach.Session) -> None:
    with pytest.raises(krach.Error, match="8000 to 192000"):
        kr.start("null", sample_rate=1)


def test_another_device_takes_over_without_a_break(playing: krach.Session) -> None:
    before = playing.status
    assert (playing.device, playing.sample_rate, playing.block_size) == ("null", 48000, 128)
    playing.block_size = 512
    assert (playing.device, playing.block_size) == ("null", 512)
    with pytest.raises(krach.Error, match=r"(?s)no such device.*null"):
        playing.device = "nul!"
    with pytest.raises(krach.Error, match="sample_rate"):
        playing.sample_rate = 7999
    assert playing.status.frame >= before.frame
    playing.sample_rate = 44100
    assert playing.sample_rate == 44100
    assert playing.status.cycle >= before.cycle
    assert playing.devices[-1] == "null"
    assert peak_of(playing) == 0


def test_the_line_tells_of_the_guard_only_when_it_acts(playing: krach.Session) -> None:
    calm = player.line(playing.status, 4)
    assert not any(word in calm for word in ("limiter", "offset", "resets", "rec "))
    playing["gate/gain"] = 16
    playing["gate/gate"] = 1
    patience = time.monotonic() + 20
    while not (playing.status.limited > 3 and playing.status.blocks_dc):
        assert time.monotonic() < patience
        time.sleep(0.01)
    loud = playing.status
    assert f"  limiter -{loud.limited:.1f} dB  offset taken away" in player.line(loud, 4)
    assert loud.most_limited >= loud.limited


def test_what_is_heard_is_recorded(playing: krach.Session, tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    playing["gate/gate"] = 1
    playing.record(path)
    with pytest.raises(krach.Error, match="it records already"):
        playing.record(tmp_path / "other.wav")
    peak_of(playing)
    assert "  rec 0:00" in player.line(playing.status, 4)
    playing.record(None)
    assert playing.status.recording == ""
    data = path.read_bytes()
    heard = np.frombuffer(data[data.index(b"data") + 8 :], "<f4")
    assert len(heard) >= 2 * 4800
    assert heard.max() == 0.25
    with pytest.raises(krach.Error, match="File exists"):
        playing.record(path)
