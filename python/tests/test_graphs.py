"""Sessions and parts of them as values: captured, traced, replayed, instantiated."""

import json

import numpy as np
import pytest
from ears import loud, through, tone

import krach
from krach import GraphIr


def test_a_capture_is_a_value_and_json_both_ways(full: krach.Session) -> None:
    graph = full.capture()
    assert graph == full.capture() and hash(graph) == hash(full.capture())
    again = GraphIr.from_json(graph.to_json())
    assert again == graph and again.to_json() == graph.to_json()
    assert graph.nodes == full.nodes and json.loads(graph.to_json())["version"] == 1
    full["bass/freq"] = 50
    assert full.capture() != graph
    assert repr(graph).startswith("<session: 5 nodes: bass, drums/hat") and "4 routes" in repr(
        graph
    )
    assert "A2 D3" in graph._repr_html_() and "<svg" in graph._repr_html_()


def test_replaying_a_capture_elsewhere_makes_an_equal_session(full: krach.Session) -> None:
    other = krach.Session()
    other.node("mine", tone)
    other.save("gone")
    other.replay(full.capture())
    assert other.capture() == full.capture()
    assert np.array_equal(other.render(bars=6), full.render(bars=6))


def test_replaying_takes_back_what_was_done_since(full: krach.Session) -> None:
    graph = full.capture()
    revision = full.core.revision
    full.replay(graph)
    assert full.core.revision == revision  # nothing to ask for
    full.remove("verb")
    full.node("new", tone) >> full.node("verb", loud)
    full.set("bass/gain", 0.1)
    full.unmute("drums/room")
    full.stop()
    full.tempo = 90
    full.save("verse")
    full.save("more")
    full.connect("bass", "drums/room")
    full.replay(graph)
    assert full.capture() == graph
    assert full.history[-1]  # one step
    full.undo()
    assert full.tempo == 90 and "new" in full.nodes


def test_a_group_is_captured_with_the_routes_among_its_nodes(full: krach.Session) -> None:
    graph = full.capture("drums")
    assert graph.nodes == ["drums/hat", "drums/kick", "drums/room"]
    assert set(graph.routes) == {("drums/kick", "drums/room"), ("drums/hat", "drums/room")}
    assert all(r["do"] not in ("tempo", "save") for r in graph.requests)
    assert full.capture("bass").nodes == ["bass"]
    with pytest.raises(krach.Error, match="no node and no group"):
        full.capture("drum")
    before = full.capture()
    full.node("drums/kick", loud)
    full.remove("drums/hat")
    full.node("drums/new", tone)
    full.set("bass/gain", 0.75)
    full.replay(graph)
    assert full["bass/gain"] == 0.75
    full.set("bass/gain", 0.25)
    assert full.capture() == before  # the route from drums/room to verb stayed, too


def test_instances_have_their_own_nodes(full: krach.Session) -> None:
    a = full.instantiate(full.capture("drums"), "a")
    assert a.nodes == ["a/hat", "a/kick", "a/room"]
    assert full.routes["a/hat", "a/room"] == full.routes["drums/hat", "drums/room"]
    assert a["hat"]["freq"] == 6000 == a.hat["freq"]
    fades = [r["path"] for r in full.capture("a").requests if r["do"] == "fade"]
    assert fades == ["a/room/gain", "a/hat>>a/room"]
    assert full.capture("a").moved("drums") == full.capture("drums")
    a.gain(0.125)
    a.mute()
    assert a.kick["gain"] == 0.125 and {"a/hat", "a/kick", "a/room"} <= set(full.muted)
    a.unmute()
    a.hush()
    assert not any(node.startswith("a/") for node, _ in full.plays)
    a.fade("gain", 0, bars=1)
    a.solo()
    a.unsolo()
    a.remove()
    assert a.nodes == [] and not any(n.startswith("a/") for n in full.nodes)
    with pytest.raises(krach.Error, match="no node 'kick'"):
        _ = a["kick"]
    one = full.instantiate(full.capture("bass"), "b")
    assert one.nodes == ["b"]
    whole = full.instantiate(full.capture(), "w")
    assert whole.drums.kick.name == "w/drums/kick" and "drums" in dir(whole)
    whole.remove()
    with pytest.raises(krach.Error, match="no prefix"):
        full.instantiate(full.capture("bass"), "")
    with pytest.raises(krach.Error, match="does not fit"):
        full.instantiate(full.capture("bass"), "../x")


def drums(kr: krach.Session, speed: float = 1, freq: float = 60) -> None:
    kick = kr.node("kick", tone, gain=0.25)
    kick @ (kr.hit() * 4).fast(speed)
    kick["freq"] = freq
    kick >> (kr.node("room", through), 0.5)


def test_a_trace_does_nothing_and_says_all(kr: krach.Session) -> None:
    before = kr.capture()
    graph = kr.trace(drums, speed=2)
    assert kr.capture() == before
    assert graph.nodes == ["kick", "room"] and graph.prefix is None
    assert "tempo" not in {r["do"] for r in graph.requests}
    by_hand = krach.Session()
    drums(by_hand, speed=2)
    kr.node("other", tone)
    kr.replay(graph)
    assert kr.capture("kick") == by_hand.capture("kick") and "other" in kr.nodes

    def fails(kr: krach.Session) -> None:
        kr.node("half", tone)
        raise KeyError("x")

    with pytest.raises(KeyError):
        kr.trace(fails)
    assert "half" not in kr.nodes


def test_a_graph_is_made_several_times_with_arguments(kr: krach.Session) -> None:
    made = kr.graph(drums)
    a, b = made(prefix="a", speed=2), made(prefix="b", freq=90)
    assert (a.kick["freq"], b.kick["freq"]) == (60, 90)
    assert kr.nodes == ["a/kick", "a/room", "b/kick", "b/room"]
    assert kr.plays["a/kick", None] != kr.plays["b/kick", None]
    assert made().nodes == ["drums/kick", "drums/room"]
    revision = kr.core.revision
    made(prefix="a", speed=2)
    assert kr.core.revision == revision
    made(prefix="a", speed=2, freq=70)
    assert a.kick["freq"] == 70


def test_a_graph_in_a_graph_has_both_prefixes(kr: krach.Session) -> None:
    made = kr.graph(drums)

    @kr.graph
    def band(kr: krach.Session, speed: float = 1) -> None:
        """A band."""
        inner = made(prefix="drums", speed=speed)
        inner.room >> kr.node("verb", through)
        kr.instantiate(kr.trace(drums), "more")

    assert band.__doc__ == "A band."
    live = band(speed=3)
    assert live.nodes == [
        "band/drums/kick",
        "band/drums/room",
        "band/more/kick",
        "band/more/room",
        "band/verb",
    ]
    assert ("band/drums/room", "band/verb") in kr.routes
    assert live.drums.kick["freq"] == 60
    live.drums.mute()
    assert kr.muted == ["band/drums/kick", "band/drums/room"]


def test_a_graph_in_a_batch_and_a_scene_from_a_graph(kr: krach.Session) -> None:
    with kr.batch():
        kr.graph(drums)(prefix="a")
        assert kr.nodes == ["a/kick", "a/room"]
    assert len(kr.history) >= 1
    kr.save("drop", kr.trace(drums, freq=80))
    kr.recall("drop")
    assert kr.nodes == ["kick", "room"] and kr["kick/freq"] == 80


BAD = [
    ("{", "no JSON"),
    ("[" * 100_000, "no JSON"),
    ("[]", "no graph"),
    ('{"requests": []}', "no version"),
    ('{"version": true, "requests": []}', "no version"),
    ('{"version": 2, "requests": []}', "newer than this krach"),
    ('{"version": 1, "requests": {}}', "no list"),
    ('{"version": 1, "requests": [], "x": 1}', "unknown key 'x'"),
    ('{"version": 1, "prefix": 3, "requests": []}', "no text"),
    ('{"version": 1, "requests": [3]}', "says not what to do"),
    ('{"version": 1, "requests": [{"do": "undo"}]}', "cannot 'undo'"),
    ('{"version": 1, "requests": [{"do": "tempo", "bpm": NaN}]}', "no JSON"),
    ('{"version": 1, "requests": [{"do": "tempo", "bpm": "fast"}]}', "bpm: it is not a number"),
    ('{"version": 1, "requests": [{"do": "mute", "node": "\\ud800"}]}', "no JSON"),
    (
        '{"version": 1, "requests": [{"do": "play", "node": "a", "pattern": "hit("}]}',
        "requests",
    ),
    (
        '{"version": 1, "requests": ['
        + '{"do": "save", "scene": "a", "requests": [' * 200
        + "]}" * 200
        + "]}",
        "64 brackets",
    ),
]


@pytest.mark.parametrize(("text", "hint"), BAD, ids=[hint for _, hint in BAD])
def test_what_is_no_graph_is_refused(text: str, hint: str) -> None:
    with pytest.raises(krach.Error, match=hint):
        GraphIr.from_json(text)


def test_what_a_session_refuses_changes_nothing(full: krach.Session) -> None:
    before = full.capture()
    tempo = {"do": "tempo", "bpm": 1e9}
    for requests in (
        [{"do": "mute", "node": "nobody", "muted": True}],
        [*full.capture("drums").requests, tempo],
    ):
        text = json.dumps({"version": 1, "requests": requests})
        with pytest.raises(krach.Error):
            full.replay(GraphIr.from_json(text))
        assert full.capture() == before
    with pytest.raises(krach.Error, match="no JSON"):
        full.core.apply_json("{")
    with pytest.raises(krach.Error, match="64 brackets"):
        full.core.apply_json("[" * 100_000)
