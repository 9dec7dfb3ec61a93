"""A session on a device and a line of the terminal."""

from __future__ import annotations

import math
import sys
import time

from krach import _core
from krach._core import Status
from krach.session import Session

SILENT = "null"  # the device that is only a clock


def has_sound() -> bool:
    """Is there a device that can be heard?"""
    return any(name != SILENT for name, _ in _core.devices())


def play(
    session: Session,
    *,
    device: str = "",
    sample_rate: int = 48000,
    block_size: int = 128,
    seed: int = 1,
    seconds: float | None = None,
) -> Status:
    """Play until Ctrl-C, or for so long, and fade out. Gives the last status."""
    session.start(device, sample_rate=sample_rate, block_size=block_size, seed=seed)
    try:
        began = time.monotonic()
        if session.status.device == SILENT and not device:
            print("no sound card: a silent clock plays; see krach devices", file=sys.stderr)
        while seconds is None or time.monotonic() - began < seconds:
            time.sleep(0.1)
            if sys.stdout.isatty():
                print(f"\r{line(session.status, session.meter):<78}", end="", flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        last = session.status
        session.stop_device()
    print(
        f"\r{line(last, session.meter):<78}" if sys.stdout.isatty() else line(last, session.meter)
    )
    return last


def line(now: Status, meter: float) -> str:
    """What is worth a glance: where the music is, and how the machine fares."""
    bar, beat = int(now.cycle) + 1, int(now.cycle % 1 * meter) + 1
    peak = f"{20 * math.log10(now.peak):.1f} dB" if now.peak > 1e-6 else "silent"
    lost = " (lost: a clock runs on)" if now.lost else ""
    late = f"  late {now.late}" if now.late else ""
    return (
        f"bar {bar}.{beat}  cpu {now.load:.0%}  xruns {now.xruns}{late}  peak {peak}  "
        f"{now.device}{lost}{_guard(now)}{_recording(now)}"
    )


def _recording(now: Status) -> str:
    if now.recording_trouble:
        return "  recording ended: see kr.status.recording_trouble"
    if not now.recording:
        return ""
    seconds = now.recorded // now.sample_rate
    gaps = f" ({now.unrecorded} frames lost)" if now.unrecorded else ""
    return f"  rec {seconds // 60}:{seconds % 60:02}{gaps}"


def _guard(now: Status) -> str:
    """What is done to the sound, if anything is."""
    limited = f"  limiter -{now.limited:.1f} dB" if now.limited >= 0.05 else ""
    offset = "  offset taken away" if now.blocks_dc else ""
    nodes = ", ".join(now.reset_nodes)
    resets = f"  {now.resets} resets" + (f" of {nodes}" if nodes else "") if now.resets else ""
    return limited + offset + resets
