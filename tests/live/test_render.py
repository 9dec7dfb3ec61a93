"""What is played is what is rendered, sample for sample."""

import os
import re
from pathlib import Path

from jack import Ear, Jack, Playing, punctual
from nulls import STEP, WINDOW, compare

from krach import cli

ROOT = Path(__file__).parents[2]
SECONDS = 20 if "KRACH_LONG" in os.environ else 6


@punctual()
def test_what_is_played_is_what_is_rendered(
    jack: Jack, tmp_path: Path, seconds: int = SECONDS
) -> None:
    file = ROOT / "examples/acid_jam.py"
    rendered = cli.run_session(file).render(seconds=seconds + 4)
    playing = Playing(jack, file, seconds + 3)
    witness = Ear(jack, "krach:left")
    ports = ("krach:left", "krach:right")
    heard = jack.record(tmp_path / "heard.wav", *ports, seconds=seconds)
    _, server = witness.end()
    last = playing.end()
    assert "late" not in last, last
    breaks, lost = compare(heard, rendered)
    xruns = int(re.findall(r"xruns (\d+)", last)[0])
    print(
        f"{len(heard)} frames, {breaks} breaks, {lost} frames in them; {xruns} xruns, "
        f"{server} as the server tells a client that passes sound on; {last}"
    )
    assert len(heard) >= (seconds - 0.5) * 48000
    assert breaks <= xruns
    assert lost <= (WINDOW + STEP) * xruns
