"""The smallest session: one sine, four notes. Hear it: bin/krach render examples/hello_world.py

`kr` is the session, `krs` makes signals; both are there without an import.
"""


def sine() -> krs.Signal:  # a synth is a function that gives a signal
    freq = krs.control("freq", 440.0, 20.0, 2000.0)  # name, value, lowest, highest
    gate = krs.control("gate", 0.0, 0.0, 1.0)  # 1 while a note is held
    env = krs.adsr(0.01, 0.2, 0.4, 0.3, gate)  # attack, decay, sustain, release
    return krs.sine_osc(freq) * env


bell = kr.node("bell", sine, gain=0.4)  # a node is a synth with a name
bell @ kr.seq("C4", "E4", "G4", "C5")  # a pattern fills one bar, and repeats
