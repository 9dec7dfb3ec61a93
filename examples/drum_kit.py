"""Four drums and what patterns can do with them: euclid, swing, mini-notation, chance."""

kr.tempo = 104
kr.master = 0.6


@kr.dsp
def kick() -> krs.Signal:
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    env = krs.adsr(0.001, 0.25, 0.0, 0.05, gate)
    return krs.sine_osc(50.0 + env * 180.0) * env * 0.9  # the pitch falls with the level


@kr.dsp
def snare() -> krs.Signal:
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    body = krs.sine_osc(185.0) * krs.adsr(0.001, 0.1, 0.0, 0.05, gate)
    wires = krs.highpass(krs.white_noise(), 1800.0) * krs.adsr(0.001, 0.16, 0.0, 0.08, gate)
    return body * 0.5 + wires * 0.4


@kr.dsp
def hat() -> krs.Signal:
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    env = krs.adsr(0.001, 0.04, 0.0, 0.02, gate)
    return krs.highpass(krs.white_noise(), 8000.0) * env * 0.5


@kr.dsp
def clap() -> krs.Signal:
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    env = krs.adsr(0.002, 0.09, 0.0, 0.12, gate)
    return krs.bandpass(krs.white_noise(), 1300.0, 1.5) * env


def reverb(inp: krs.Signal) -> krs.Signal:  # an audio parameter makes it an effect
    room = krs.control("room", 0.5, 0.0, 1.0)
    return krs.reverb(inp, room)


k = kr.node("kick", kick, gain=0.8)
s = kr.node("snare", snare, gain=0.5)
h = kr.node("hat", hat, gain=0.3)
c = kr.node("clap", clap, gain=0.3)
room = kr.node("room", reverb, gain=0.2)
s >> (room, 0.5)
c >> (room, 0.6)

k @ kr.hit().spread(3, 8)  # euclid: three hits, as even as eight steps allow
s @ kr.p("~ x ~ x").every(4, lambda p: p.fast(2))  # every fourth bar at double speed
h @ (kr.hit() * 16).thin(0.2).swing(0.6)  # one hit in five is left out; the rest leans back
c @ kr.cat(kr.p("~ ~ ~ x"), kr.p("~ ~ ~ [x x ~ x]"))  # a bar of each
