"""What is there, read in every way, and the words that make one kind of node."""

import pytest
from ears import through, tone

import krach


def test_what_is_there_can_be_read_in_every_way(kr: krach.Session) -> None:
    lead, kick = kr.voice("lead", tone), kr.voice("drums/kick", tone)
    verb, duck = kr.bus("verb", through), kr.bus("duck", lambda music, key: music * (1 - key))
    lead >> (verb, 0.4)
    lead >> (duck, "in0")
    kick >> (duck, 0.5, "in1")
    lead @ "A2 C3"
    lead @ ("freq", "100 200")
    lead.gain(0.25)
    assert kr.sources == ["drums/kick", "lead"]
    assert kr.effects == ["duck", "verb"]
    assert kr.routing == {"lead": [("duck", 1.0), ("verb", 0.4)], "drums/kick": [("duck", 0.5)]}
    assert kr.controls["lead/gain"] == 0.25
    assert set(kr.controls) == {f"{n}/{c}" for n in kr.nodes for c in kr[n].controls}
    said = {path: repr(pattern) for path, pattern in kr.slots.items()}
    assert said == {"lead": 'p("A2 C3")', "lead/freq": 'p("100 200")'}
    kr.unsend("lead", verb)
    assert kr.routing["lead"] == [("duck", 1.0)]
    with pytest.warns(krach.KrachWarning, match="not needed"):
        kr.pull()
    again = krach.Session()
    again.replay(kr.capture())
    assert again.capture() == kr.capture()


def test_a_voice_is_a_source_and_a_bus_an_effect(kr: krach.Session) -> None:
    with pytest.raises(krach.Error, match="it is an effect") as told:
        kr.voice("a", through)
    assert told.value.faults[0].remedy == "use kr.bus()"
    with pytest.raises(krach.Error, match="it is no effect"):
        kr.bus("a", tone)
    a, verb = kr.voice("a", tone), kr.bus("verb", through)
    with pytest.raises(krach.Error, match="'verb' has no port 1"):
        a >> (verb, "in1")
    for wrong in ("left", "in", -1, "in1.5"):
        with pytest.raises(krach.Error, match="it is no port"):
            kr.connect(a, verb, port=wrong)
    assert kr.routing == {}
    a.mod("gain", "tri", 0.1, 0.2, bars=2)
    assert repr(kr.slots["a/gain"]) == "tri(0.1, 0.2).over(2)"
    a.remove()
    assert kr.nodes == ["verb"]
