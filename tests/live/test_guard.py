"""What leaves the engine when synths go wrong: too loud, off centre, no numbers at all."""

import time
from pathlib import Path

import numpy as np
from engine import Engine
from jack import Jack, punctual
from nulls import STEP, WINDOW, compare

from krach import krs

RATE = 48000
LIMIT = 10 ** (-1 / 20)


def loud() -> krs.Signal:
    return krs.saw(krs.control("freq", 110.0, 20.0, 2000.0)) * 50.0


def off_centre() -> krs.Signal:
    return krs.sine_osc(300.0) * 0.05 + 0.4


def sick() -> krs.Signal:
    position = krs.phasor(2.0)
    return krs.select2(position > 0.5, 0.0, 3e38 * (1.0 + position) * 10.0)


def true_peak(sound: np.ndarray) -> float:
    """The peak between the frames, too: 4 times as fine, a second at a time."""
    peak = 0.0
    for at in range(0, len(sound) - RATE, RATE // 2):
        spectrum = np.fft.rfft(sound[at : at + RATE], axis=0)
        spectrum[int(0.45 * RATE) :] = 0  # nobody hears what is above, and a cut there rings
        fine = 4 * np.fft.irfft(spectrum, 4 * RATE, axis=0)
        peak = max(peak, float(np.abs(fine[RATE:-RATE]).max()))
    return peak


@punctual()
def test_what_synths_do_wrong_is_told_and_kept_from_the_output(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    kr = engine.connect()
    kr.node("well", lambda: krs.sine_osc(krs.control("freq", 440.0, 20.0, 2000.0)), gain=0.1)
    kr.play("well/freq", kr.sine(300, 600).over(17))
    time.sleep(0.5)
    before, seconds = kr.status.xruns, 9
    recording = jack.start_recording(
        tmp_path / "heard.wav", "krach:left", "krach:right", seconds=seconds
    )
    time.sleep(0.5)
    kr.node("loud", loud, gain=16)
    time.sleep(2)
    assert kr.status.limited > 20
    kr.node("loud", sick, gain=1)
    time.sleep(1.5)
    status = kr.status
    assert status.resets > 0
    assert status.reset_nodes == ["loud"]
    kr.node("loud", off_centre, gain=1)
    time.sleep(3)
    assert kr.status.blocks_dc
    recording.wait(timeout=30)
    xruns = kr.status.xruns - before
    heard = jack.recorded(tmp_path / "heard.wav", 2)
    breaks, lost = compare(heard, engine.end_and_render(tmp_path))
    peak, offset = true_peak(heard), np.abs(heard[-RATE // 2 :].mean(axis=0)).max()
    print(
        f"true peak {20 * np.log10(peak):.2f} dBTP, offset {offset:.1e}; {breaks} breaks, {lost} "
        f"frames in them; {xruns} xruns"
    )
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() > 0.7 * LIMIT
    assert peak <= LIMIT
    assert offset < 1e-3
    assert breaks <= xruns
    assert lost <= (WINDOW + STEP) * xruns
