"""Somebody who plays, for tests of what is heard meanwhile."""

import random
import time

from engine import Engine

from krach import krs


def own_gate() -> krs.Signal:
    return krs.control("gate", 0.0, 0.0, 1.0)


def acid(brightness: float) -> krs.Signal:
    gate = own_gate()
    saw = krs.saw(krs.control("freq", 55.0, 20.0, 800.0))
    return krs.lowpass(saw, 600.0 * brightness) * krs.adsr(0.01, 0.1, 0.5, 0.1, gate)


def hands(engine: Engine, seconds: float) -> int:
    """Somebody who plays: values, tempo, functions, routes, nodes that come and go."""
    kr, draw = engine.connect(), random.Random(6)
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        time.sleep(draw.uniform(0.02, 0.25))
        count += 1
        match count % 8:
            case 0:
                brightness = draw.uniform(0.5, 2.0)
                kr.node("bass", lambda b=brightness: acid(b))
            case 1:
                kr.tempo = draw.randint(110, 140)
            case 2:
                kr["pad/gain"] = draw.uniform(0.05, 0.3)
            case 3:
                kr.connect("hat", "verb", draw.uniform(0.0, 0.5))
            case 4:
                kr.mute("hat")
            case 5:
                kr.unmute("hat")
            case 6:
                kr.play("kick", f"x*{draw.choice([2, 4, 8])}")
            case _:
                kr.node("extra", own_gate, gain=0.05) @ "x(3,8)"
                kr.remove("extra")
    return count
