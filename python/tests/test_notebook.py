"""What a notebook shows: drawings, tables and sound, with all that users named escaped."""

import base64
import io
import re
import wave
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import numpy as np
import pytest
from ears import own_gate, quiet_session, through, tone
from nbclient import NotebookClient

import krach
from krach import krp, krs, notebook
from krach.audio import Audio
from krach.diagram import columns, diagram

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parents[2]
HOSTILE = """<img src=x onerror="alert('&')">"""


def parsed(html: str | None) -> ET.Element:
    """The elements, if it is well-formed; a stray < or & is not."""
    assert html is not None
    return ET.fromstring(html)


def cells(html: str) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in parsed(html).iter("tr")]


@pytest.mark.parametrize(
    "pattern",
    [
        krp.p("A2 D3 ~ E2"),
        krp.p("bd(3,8) [sn cp]"),
        krp.cat(krp.hit(), krp.hit() * 5),
        krp.p("A2").every(3, krp.fast(4)),
    ],
    ids=repr,
)
def test_a_pattern_has_a_box_for_each_of_its_events(pattern: krp.Pattern) -> None:
    boxes = ET.fromstring(pattern._repr_svg_()).findall(f"{SVG}rect")
    events = pattern.table(4).splitlines()[1:]
    assert len(boxes) == len(events) > 0
    wide = float(ET.fromstring(pattern._repr_svg_()).get("width", 0))
    assert all(0 <= float(box.get("x", -1)) <= wide for box in boxes)


def test_a_pattern_of_any_text_is_drawn_as_that_text() -> None:
    drawing = ET.fromstring(krp.osc("/" + HOSTILE, 1)._repr_svg_())
    assert {element.tag for element in drawing.iter()} <= {
        SVG + tag for tag in ("svg", "line", "text", "rect", "title")
    }


def jam() -> krach.Session:
    kr = quiet_session()
    kr.tempo = 128
    bass, verb, delay = kr.node("bass", tone), kr.node("verb", through), kr.node("delay", through)
    bass >> (delay, 0.25) >> verb
    bass >> (verb, 0.5)
    bass @ "<A2 D3> ~"
    bass @ ("freq", krp.sine(100, 200))
    kr.mute("bass")
    return kr


def test_a_session_is_a_table_of_what_is_there_and_what_plays() -> None:
    html = jam()._repr_html_()
    head, bass, delay, verb = cells(html)
    assert head == ["node", "controls", "plays"]
    assert bass[0] == "bass (muted)" and delay[0] == "delay" and verb[0] == "verb"
    assert bass[1].split(", ")[:2] == ["freq 440", "gate 0"] and "gain 0.5" in bass[1]
    assert 'p("<A2 D3> ~")' in bass[2] and "freq: sine(100, 200)" in bass[2]
    assert delay[2] == ""
    assert "".join(parsed(html).itertext()).startswith("128 BPM, 4 beats a bar")


def test_routes_go_from_left_to_right() -> None:
    routes = jam().routes
    assert columns(routes) == {"bass": 0, "delay": 1, "verb": 2}
    drawing = ET.fromstring(diagram(routes))
    boxes = {
        group.findtext(f"{SVG}title"): float(group.find(f"{SVG}rect").get("x", 0))
        for group in drawing.iter(f"{SVG}g")
    }
    assert boxes["bass"] < boxes["delay"] < boxes["verb"]
    paths = [path.get("d", "") for path in drawing.iter(f"{SVG}path")]
    assert len(paths) == len(routes)
    for path in paths:
        numbers = [float(n) for n in re.findall(r"[\d.]+", path)]
        assert numbers[0] < numbers[-2]
    assert {text.text for text in drawing.findall(f"{SVG}text")} == {"0.25", "0.5", "1"}
    assert diagram({}) == ""


def test_a_node_is_a_row_for_each_control() -> None:
    node = quiet_session().node("bass", tone)
    assert cells(node._repr_html_()) == [
        ["control", "value"],
        *([name, f"{value:g}"] for name, value in node.controls.items()),
    ]


def test_a_synth_shows_its_controls_with_their_ranges_and_its_size() -> None:
    html = krach.Synth(tone)._repr_html_()
    assert cells(html) == [
        ["control", "initial", "low", "high"],
        ["freq", "440", "1", "20000"],
        ["gate", "0", "0", "1"],
    ]
    operations = int(re.findall(r"(\d+) operations", html)[0])
    assert f"{operations} operations" in repr(krach.Synth(tone).program)


def test_names_and_texts_are_shown_as_they_are() -> None:
    synth = krach.Synth(own_gate, HOSTILE)
    assert HOSTILE in "".join(parsed(synth._repr_html_()).itertext())
    assert HOSTILE in "".join(parsed(diagram({(HOSTILE, "b"): 1.0})).itertext())
    kr = quiet_session()
    kr.node("a", own_gate)
    plays = {("a", HOSTILE): krp.osc("/" + HOSTILE, 1)}
    shown = cells(notebook.session(kr.core, plays, []))[1][2]
    assert HOSTILE in shown and "osc(" in shown


def decoded(html: str | None) -> tuple[int, np.ndarray]:
    data = re.search(r'src="data:audio/wav;base64,([^"]+)"', html or "")
    assert data is not None
    with wave.open(io.BytesIO(base64.b64decode(data[1]))) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        assert file.getsampwidth() == 2
        return file.getframerate(), samples.reshape(-1, file.getnchannels()) / 32768


def test_a_render_is_an_array_that_a_notebook_plays(kr: krach.Session) -> None:
    kr.master = 1
    kr.node("a", tone, gain=0.4) @ "A4"
    sound = kr.render(seconds=0.5, sample_rate=44100)
    assert isinstance(sound, np.ndarray) and sound.dtype == np.float32
    assert sound.shape == (22050, 2) and isinstance(np.abs(sound).max(), np.float32)
    html = sound._repr_html_()
    rate, heard = decoded(html)
    assert rate == 44100
    assert np.abs(heard - sound).max() <= 1 / 32768
    points = parsed(html).find(f".//{SVG}polygon")
    assert points is not None
    heights = [float(point.split(",")[1]) for point in points.get("points", "").split()]
    assert (40 - min(heights)) / 40 == pytest.approx(float(sound.max()), abs=0.01)
    assert (40 - max(heights)) / 40 == pytest.approx(float(sound.min()), abs=0.01)
    stems = kr.render(seconds=0.1, stems=True)
    assert decoded(stems["a"]._repr_html_())[1].shape == (4800, 2)


def test_a_part_of_a_render_is_still_sound_and_a_number_is_none() -> None:
    whole = Audio(np.linspace(-1, 1, 2000, dtype=np.float32).reshape(-1, 2), 8000)
    rate, heard = decoded(whole[:100, 0]._repr_html_())
    assert (rate, heard.shape) == (8000, (100, 1))
    assert np.abs(heard[:, 0] - whole[:100, 0]).max() <= 1 / 32768
    assert decoded((whole * 2)._repr_html_())[1].max() == pytest.approx(1, abs=1 / 32768)
    assert whole[:0]._repr_html_() is None
    assert whole.reshape(10, 200)._repr_html_() is None
    assert repr(whole.max()) == repr(np.asarray(whole).max())


@pytest.mark.parametrize(("seconds", "plays"), [(60, True), (61, False)])
def test_a_sound_longer_than_a_minute_is_only_drawn(seconds: int, plays: bool) -> None:
    html = Audio(np.zeros((seconds * 1000, 2), np.float32), 1000)._repr_html_()
    assert html is not None
    assert ("<audio" in html) is plays
    assert ("longer than 60 s" in html) is not plays
    assert len(parsed(html).findall(f".//{SVG}polygon")) == 1


def test_the_example_notebook_runs_and_shows_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    notebook = nbformat.read(ROOT / "examples/notebook.ipynb", 4)
    stored = [cell for cell in notebook.cells if cell.get("outputs")]
    assert stored == []
    NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [
        kind
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for kind in output.get("data", {})
    ]
    assert shown.count("image/svg+xml") >= 1  # a pattern
    assert shown.count("text/html") >= 3  # a synth, a session, a sound
    assert any("data:audio/wav" in str(cell.get("outputs")) for cell in notebook.cells)


def test_a_synth_without_operations_to_draw_is_shown_too() -> None:
    constant = krach.Synth(lambda: krs.Signal(0.5), "half")
    assert "half" in "".join(parsed(constant._repr_html_()).itertext())
