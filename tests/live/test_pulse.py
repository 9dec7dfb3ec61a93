"""Hearing through PulseAudio: a server of the test's own, without a card."""

import os
import shutil
import subprocess
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from engine import Engine, wait_until
from jack import punctual
from nulls import read_float_wav

from krach import Error

if shutil.which("pulseaudio") is None or shutil.which("paplay") is None:
    pytest.skip("install Debian's pulseaudio and pulseaudio-utils", allow_module_level=True)
RATE = 48000


@pytest.fixture
def pulse(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Sound that goes out is lost, and what is played to the sink `mic` is heard."""
    socket = tmp_path / "native"
    environment = {
        **os.environ,
        "PULSE_SERVER": f"unix:{socket}",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "HOME": str(tmp_path),
    }
    modules = (
        f"module-native-protocol-unix socket={socket} auth-anonymous=1",
        f"module-null-sink sink_name=out rate={RATE} sink_properties=device.description=Out",
        f"module-null-sink sink_name=mic rate={RATE} sink_properties=device.description=Mic",
    )
    words = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"]
    for module in modules:
        words += ["-L", module]
    with (tmp_path / "pulse.log").open("w") as log:
        server = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
    for words in (["set-default-sink", "out"], ["set-default-source", "mic.monitor"]):
        until = time.monotonic() + 10
        while subprocess.run(["pactl", *words], env=environment, capture_output=True).returncode:
            assert time.monotonic() < until, (tmp_path / "pulse.log").read_text()
            time.sleep(0.05)
    yield environment
    server.terminate()
    server.wait(timeout=10)


def write_sine(path: Path, hertz: float, peak: float, seconds: int) -> None:
    wave_form = peak * np.sin(2 * np.pi * hertz * np.arange(seconds * RATE) / RATE)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.repeat((wave_form * 32767).astype("<i2"), 2).tobytes())


@punctual()
def test_what_is_played_to_a_source_is_heard_as_a_node(
    pulse: dict[str, str], tmp_path: Path
) -> None:
    engine = Engine("--device", "pulse:Out", "--inputs", "2", environment=pulse)
    try:
        kr = engine.connect()
        assert kr.device == "pulse:Out"
        assert kr.inputs == 2
        kr.input("mic/left", 0, gain=0.5, pan=-1)
        kr.input("mic/right", 1, gain=0.25, pan=1)
        began = kr.status.frame  # a source that nobody heard yet gives its first 2 s late
        wait_until(lambda: kr.status.frame > began + RATE, 10)
        write_sine(tmp_path / "sine.wav", 500, 0.5, seconds=3)
        playing = subprocess.Popen(
            ["paplay", "--device=mic", "--latency-msec=20", str(tmp_path / "sine.wav")], env=pulse
        )
        time.sleep(1)
        kr.record(tmp_path / "heard.wav", overwrite=True)
        time.sleep(1.2)
        kr.record(None)
        assert playing.wait(timeout=20) == 0
        with pytest.raises(Error, match="has 2 input channels"):
            kr.inputs = 3
        kr.inputs = 0
        assert kr.inputs == 0
    finally:
        engine.end()
    heard = read_float_wav(tmp_path / "heard.wav")[-RATE:]
    peaks = np.abs(heard).max(axis=0)
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))[:, None], axis=0))
    at = np.argmax(spectrum, axis=0)
    loudest = at * RATE / len(heard)
    rest = np.delete(spectrum[:, 0], range(at[0] - 10, at[0] + 11)).max() / spectrum[at[0], 0]
    print(f"peaks {peaks}, loudest at {loudest} Hz, the rest at {20 * np.log10(rest):.0f} dB")
    assert peaks == pytest.approx([0.25, 0.125], rel=0.01)
    assert np.abs(loudest - 500).max() < 2
    assert rest < 0.001
