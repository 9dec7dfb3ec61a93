"""The live prompt: what completes, the status line, how mistakes read, and leaving it."""

import contextlib
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pyte
import pytest
from ears import own_gate, quiet_session, through, tone

import krach
from krach import glance, krp, krs
from krach.completion import complete
from krach.glance import Glance, Watcher, look

HEARD = SimpleNamespace(
    cycle=11.5, load=0.04, xruns=2, peak=0.5, late=0, device="null", lost=False,
    limited=0.0, blocks_dc=False, resets=0, reset_nodes=[], recording="", recording_trouble="",
)  # as a Status  # fmt: skip


@pytest.fixture
def names() -> dict[str, object]:
    kr = quiet_session()
    bass, verb = kr.node("bass", tone), kr.node("verb", through)
    kr.node("drums/kick", own_gate)
    return {"kr": kr, "krs": krs, "krp": krp, "bass": bass, "verb": verb, "number": 3}


BASS = ["freq", "gate", "gain", "pan", "dry"]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ('kr["ba', "ba", ["bass", *(f"bass/{c}" for c in BASS)]),
        ("x = kr[ 'bass/g", "bass/g", ["bass/gate", "bass/gain"]),
        ('kr["drums/kick/ga', "drums/kick/ga", ["drums/kick/gate", "drums/kick/gain"]),
        ('kr.set("bass/f', "bass/f", ["bass/freq"]),
        ('y = 2 + kr.get("verb/', "verb/", ["verb/gain", "verb/pan", "verb/dry"]),
        ('kr.play("drums/kick', "drums/kick", None),
        ('kr.mute("', "", ["bass", "drums/kick", "verb"]),
        ('kr.connect("bass", "v', "v", ["verb"]),
        ('kr.connect("bass", target="v', "v", ["verb"]),
        ("kr.node('v", "v", ["verb"]),
        ('bass["g', "g", ["gate", "gain"]),
        ('bass @ ("fr', "fr", ["freq"]),
        ('kr["bass"]["fr', "fr", ["freq"]),
        ('kr["bass"] @ ("', "", BASS),
        ('kr.set("nobody', "nobody", []),
    ],
)
def test_names_of_nodes_and_controls_complete_inside_strings(
    names: dict[str, object], text: str, typed: str, found: list[str] | None
) -> None:
    completion = complete(text, names)
    assert completion is not None
    if found is None:
        found = ["drums/kick", *(f"drums/kick/{c}" for c in ("gate", "gain", "pan", "dry"))]
    assert completion == (typed, found)


@pytest.mark.parametrize(
    "text",
    ['kr.p("A', 'bass @ "A', 'number["a', 'kr["bass"', "kr.set(", 'kr["no"]["x', '"kr', "", '("'],
)
def test_other_strings_are_left_alone(names: dict[str, object], text: str) -> None:
    assert complete(text, names) is None


def test_a_handle_whose_node_is_gone_completes_nothing(names: dict[str, object]) -> None:
    assert isinstance(names["kr"], krach.Session)
    names["kr"].remove("bass")
    assert complete('bass["f', names) is None


def moment(*playing: str, heard: bool = True) -> Glance:
    return Glance(128.0, 4.0, list(playing), HEARD if heard else None)  # type: ignore[arg-type]


def test_the_status_line_says_where_the_music_is_and_what_plays() -> None:
    assert moment("bass", "kick").text(120) == (
        "128 BPM  bar 12.3  cpu 4%  xruns 2  peak -6.0 dB  null  2 playing: bass kick"
    )
    assert moment(heard=False).text(120) == "128 BPM  stopped  0 playing"


@pytest.mark.parametrize("width", range(1, 110))
def test_the_status_line_fits_and_counts_the_names_that_do_not(width: int) -> None:
    nodes = [f"node{i}" for i in range(8)]
    text = moment(*nodes).text(width)
    assert len(text) <= width
    _, colon, shown = text.partition(": ")
    if colon:
        *listed, last = shown.split(" ")
        hidden = int(last[1:]) if last.startswith("+") else 0
        assert nodes == [*listed, *([] if hidden else [last]), *nodes[8 - hidden :]]


def test_a_look_at_a_session_sees_what_sounds() -> None:
    kr = quiet_session()
    a, b = kr.node("b", own_gate), kr.node("a", own_gate)
    a @ kr.hit()
    b @ kr.hit()
    a @ ("gain", krp.sine(0, 1))
    kr.node("idle", own_gate) @ ("gain", krp.sine(0, 1))
    assert look(kr) == Glance(120.0, 4.0, ["a", "b"])
    kr.mute("a")
    assert look(kr).playing == ["b"]
    kr.hush("b")
    kr.unmute("a")
    assert look(kr).playing == ["a"]
    kr.start("null")
    assert look(kr).text(200).startswith("120 BPM  bar 1.")
    kr.stop_device()
    assert look(kr).text(200) == "120 BPM  stopped  1 playing: a"


def test_a_session_that_does_not_answer_holds_nobody_up_and_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(_: krach.Session) -> Glance:
        asked.set()
        assert answer.wait(20)
        raise krach.Error("the engine went away", "connection", "krach starts another")

    monkeypatch.setattr(glance, "look", slow)
    monkeypatch.setattr(glance, "PERIOD", 0.001)
    watcher = Watcher(quiet_session())
    assert asked.wait(20)
    assert watcher.text(80) == "…"  # it did not wait
    answer.set()
    until = time.monotonic() + 20
    while watcher.text(80) == "…" and time.monotonic() < until:
        pass
    assert watcher.text(80) == "connection: the engine went away"
    watcher.close()


REPL = json.dumps({"command": "repl", "device": "null"})


@pytest.fixture
def environment(tmp_path: Path, state_folder: Path) -> dict[str, str]:
    return {**os.environ, "IPYTHONDIR": str(tmp_path / "ipython"), "TERM": "xterm"}


def piped(lines: str, environment: dict[str, str], **more: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "krach", REPL],
        input=lines,
        env={**environment, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout, done.stderr


def test_lines_from_a_pipe_run_and_print(environment: dict[str, str]) -> None:
    out, err = piped(
        "def tone():\n    return krs.control('gate', 0.0, 0.0, 1.0)\n\n"
        "a = kr.node('a', tone)\na @ 'x x'\nkr\nkr['a/gain'] * 4\nkrp.p('A2')\n",
        environment,
    )
    assert re.findall(r"^Out\[\d+\]: (.*)$", out, re.M)[-3:] == [
        "<session: 120 BPM, 1 nodes: a>",
        "2.0",
        'p("A2")',
    ]
    assert err == ""
    assert out.endswith("the music plays on; `krach stop` ends it\n")


MISTAKES = """\
kr["bas"]
kr.temp
kr.p("a [b <c")
kr.tempo = = 3
def f():
    return krs.lowpass(krs.saw(100))

kr.node("x", f)
import json; json.loads("{")
kr.load("jam.py")
"""


def test_a_mistake_is_fact_place_and_remedy(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jam.py").write_text("kr.tempo = 90\nkr.tempo = 0\n")
    monkeypatch.chdir(tmp_path)
    _, err = piped(MISTAKES, environment)
    assert err == (
        "In[1]:1: node 'bas': there is no node of that name\n"
        '  hint: make one first: kr.node("bas", function)\n'
        "In[2]:1: AttributeError: 'Session' object has no attribute 'temp'\n"
        "  hint: did you mean 'tempo'?\n"
        "In[3]:1: 1:3: '[' is not closed\n    a [b <c\n      ^\n  hint: close it with ]\n"
        "1:6: '<' is not closed\n    a [b <c\n         ^\n  hint: close it with >\n"
        "In[4]:1: SyntaxError: invalid syntax\n  hint: look at: kr.tempo = = 3\n"
        "In[6]:1: In[5]:2, in f(): lowpass: 'cutoff' is missing\n"
        "  hint: write lowpass(x, cutoff, order=2)\n"
        "In[7]:1: JSONDecodeError: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)\n"
        '  hint: look at: import json; json.loads("{")\n'
        "jam.py:2: tempo: the tempo is 0 BPM\n  hint: give a number from 1 to 999\n"
    )


def test_all_of_a_traceback_is_shown_to_who_asks(environment: dict[str, str]) -> None:
    out, _ = piped('kr["bas"]\n', environment, KRACH_TRACEBACK="1")
    assert "Traceback" in out and "session.py" in out


def test_a_repeated_warning_is_repeated(environment: dict[str, str]) -> None:
    lines = "def f():\n    return krs.control('x', 0.0, 0.0, 1.0)\n\na = kr.node('a', f)\n"
    _, err = piped(lines + "a['x'] = 2\na['x'] = 2\n", environment)
    assert err == "warning: a/x: 2 is out of range, so it is 1 (0 to 1)\n" * 2


def test_leaving_a_session_that_outlives_the_prompt_says_that_it_plays_on(
    environment: dict[str, str],
) -> None:
    code = "import krach; from krach import repl; repl.open(krach.Session(), plays_on=True)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="1 + 1\nexit\n",
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.endswith("the music plays on; `krach stop` ends it\n")


class Terminal:
    """A krach on a terminal of 100 columns, and what it shows."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.screen = pyte.Screen(100, 24)
        self.screen.write_process_input = lambda data: os.write(self.file, data.encode())
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [sys.executable, "-m", "krach", REPL], environment)
        termios.tcsetwinsize(self.file, (24, 100))

    def type(self, text: str) -> None:
        os.write(self.file, text.encode())

    def wait_for(self, pattern: str) -> None:
        """Read until a line matches."""
        until = time.monotonic() + 30
        while not any(re.search(pattern, line) for line in self.screen.display):
            assert time.monotonic() < until, "\n".join(self.screen.display)
            if select.select([self.file], [], [], 1)[0]:
                self.stream.feed(os.read(self.file, 65536))

    def exit_status(self) -> int:
        """Read until it ends."""
        with contextlib.suppress(OSError):  # which is how a terminal ends
            while data := os.read(self.file, 65536):
                self.stream.feed(data)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_on_a_terminal_names_complete_and_the_status_line_moves(
    environment: dict[str, str],
) -> None:
    terminal = Terminal(environment)
    terminal.wait_for(r"^In \[1\]: ")
    terminal.wait_for(r"^120 BPM  bar \d+\.\d  cpu .* null  0 playing")
    terminal.type("bass = kr.node('bassline', lambda: krs.control('cut', 0.25, 0.0, 1.0))\r")
    terminal.wait_for(r"^In \[2\]: ")
    terminal.type('kr["bassline/cu\t')
    terminal.wait_for('kr."bassline/cut')
    terminal.type('"]\r')
    terminal.wait_for(r"^Out\[2\]: 0\.25")
    terminal.type("kr.temp\t")
    terminal.wait_for("kr.tempo")
    terminal.type(" = 133; bass @ 'x'\r")
    terminal.wait_for(r"^133 BPM  bar .* 1 playing: bassline")
    terminal.wait_for(r"^133 BPM  bar \d+\.4")  # it moves by itself
    terminal.wait_for(r"^133 BPM  bar \d+\.1")
    terminal.type("kr.nodess\r")
    terminal.wait_for("did you mean 'nodes'")
    terminal.wait_for(r"^In \[5\]: ")
    terminal.type("\x04")
    assert terminal.exit_status() == 0
