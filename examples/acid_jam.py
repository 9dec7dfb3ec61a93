"""An acid bass that opens over eight bars, chords in a room, kick and hat: `krach demo`."""


def acid_bass() -> krs.Signal:
    freq = krs.control("freq", 55.0, 20.0, 800.0)
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    cutoff = krs.control("cutoff", 800.0, 100.0, 4000.0)
    env = krs.adsr(0.005, 0.15, 0.3, 0.08, gate)
    return krs.lowpass(krs.saw(freq), cutoff) * env * 0.55


@kr.dsp
def kick() -> krs.Signal:
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    env = krs.adsr(0.001, 0.25, 0.0, 0.05, gate)
    return krs.sine_osc(55.0 + env * 200.0) * env * 0.9


def hat() -> krs.Signal:
    gate = krs.control("gate", 0.0, 0.0, 1.0)
    env = krs.adsr(0.001, 0.04, 0.0, 0.02, gate)
    return krs.highpass(krs.white_noise(), 8000.0) * env * 0.5


def reverb(inp: krs.Signal) -> krs.Signal:  # an audio parameter makes it an effect
    room = krs.control("room", 0.7, 0.0, 1.0)
    return krs.reverb(inp, room) * 0.8


kr.tempo = 128
kr.master = 0.7

bass = kr.node("bass", acid_bass, gain=0.5)
pad = kr.node("pad", acid_bass, gain=0.2, count=4)  # four voices
verb = kr.node("verb", reverb, gain=0.3)
k = kr.node("kick", kick, gain=0.8)
h = kr.node("hat", hat, gain=0.25)
bass >> (verb, 0.2)
pad >> verb

# the bass circles around A and answers itself every other bar, an octave up at the end
call = kr.p("A2 ~ A2 A3 ~ A2 C3 ~ A2 ~ A2 G3 ~ A2 E3 D3")
answer = kr.p("A2 ~ A2 A3 ~ A2 C3 ~ F2 ~ F2 F3 G2 ~ G3 B3")
bass @ kr.cat(call, answer).legato(0.7)
bass @ ("cutoff", kr.ramp(250, 3200).over(8))

# stabs on the off-beats: a bar of A minor, then F and G
pad["cutoff"] = 1500
a_minor = kr.rest() + kr.note("A4", "C5", "E5")
lift = kr.rest() + kr.note("A4", "C5", "F5") + kr.rest() + kr.note("G4", "B4", "D5")
pad @ kr.cat(a_minor * 2, lift)

k @ (kr.hit() * 4)
h @ kr.stack((kr.rest() + kr.hit()) * 4, (kr.hit() * 16).thin(0.6)).swing(0.55)
