"""A node that is defined anew while the engine plays: no click."""

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from engine import Engine
from jack import Jack, punctual
from test_swaps import ORDER, residual

from krach import krs

SWAPS = 1000 if "KRACH_LONG" in os.environ else 60
FREQS = (440.0, 330.0, 550.0, 777.0, 222.0, 1234.0, 660.0, 999.0)
STEP = 256  # frames from one place to the next at which a click is looked for
FAUST = 'import("stdfaust.lib"); process = os.osc(440) * {};'


def surprises(sound: np.ndarray) -> np.ndarray:
    """The loudest surprise in each STEP frames, over noise at -50 dBFS."""
    out = []
    for at in range(600, len(sound) - 600, STEP):
        noise = np.random.default_rng(at).standard_normal(1200) * 10 ** (-50 / 20)
        rest = np.abs(residual(sound[at - 600 : at + 600] + noise))
        out.append(rest[600 - ORDER : 600 - ORDER + STEP].max())
    return np.array(out)


def loudest_db(sound: np.ndarray, still: np.ndarray) -> np.ndarray:
    """How far each stands out of those of the same place of a sound that rests."""
    return 20 * np.log10(surprises(sound) / surprises(still))


@pytest.mark.parametrize("jack", [1024], indirect=True)  # to hear swaps, no late machine
@punctual()
def test_redefinitions_through_jack_are_heard_without_a_click(
    jack: Jack, engine: Engine, tmp_path: Path
) -> None:
    kr = engine.connect()
    for i, freq in enumerate(FREQS):
        kr.node(f"n{i}", lambda freq=freq: krs.sine_osc(freq) * 0.5, gain=0.1)
    dsp = [tmp_path / f"{level}.dsp" for level in ("0.4", "0.3")]
    for file in dsp:
        file.write_text(FAUST.format(file.stem))
        kr.node("n0", file)
    kr.node("n0", lambda: krs.sine_osc(440.0) * 0.5)
    seconds = SWAPS * 0.06 + 2
    still = kr.render(seconds=seconds)[:, 0].astype(float)
    before = kr.status.xruns
    pool = ThreadPoolExecutor()
    recording = pool.submit(jack.record, tmp_path / "a.wav", "krach:left", seconds=int(seconds))
    time.sleep(0.5)
    ends = time.monotonic() + seconds - 2
    done = 0
    while time.monotonic() < ends and done < SWAPS:
        level = 0.3 + 0.2 * random.random()
        if done % 4 == 3:
            kr.node("n0", dsp[done // 4 % 2])
        else:
            kr.node("n0", lambda level=level: krs.sine_osc(440.0) * level)
        done += 1
        time.sleep(0.005 if done % 5 == 0 else 0.03)
    heard = recording.result()
    xruns = kr.status.xruns - before
    sound = heard[4800:, 0].astype(float)
    size = min(len(sound), len(still) - 48000)
    clicks = loudest_db(sound[:size], still[48000 : 48000 + size])
    cuts = [np.concatenate([sound[:9000], sound[at : at + 2000]]) for at in range(20000, 20100, 13)]
    planted = max(loudest_db(cut, still[48000 : 48000 + len(cut)]).max() for cut in cuts)
    above = int((clicks > 3).sum())
    print(
        f"{done} changes: {len(clicks)} places, worst {clicks.max():.1f} dB, {above} above 3 dB, "
        f"{xruns} xruns; a planted cut {planted:.1f} dB"
    )
    assert done >= SWAPS * 0.8
    assert planted > 6
    assert above <= 8 * xruns
