"""How a session file runs and renders, with a krach that only notes what it is asked."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from krach import Error, cli


class Session:
    """Notes the arguments of `render` and counts two seconds of frames."""

    def __init__(self) -> None:
        self.tempo = 120.0
        self.asked: dict[str, object] = {}

    def node(self, name: str) -> None:
        raise Error("its name is taken", f"node '{name}'", "give another name")

    def render(
        self, path: str, *, progress: Callable[[int, int], None], **asked: object
    ) -> list[str]:
        self.asked = asked
        rendered.append(self)
        progress(96000, 96000)
        Path(path).write_text("sound")
        return [path]


rendered: list[Session] = []


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = SimpleNamespace(Session=Session)
    monkeypatch.setattr(cli, "krach", package)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delenv("KRACH_TRACEBACK", raising=False)
    monkeypatch.chdir(tmp_path)
    rendered.clear()


def play(code: str, **fields: object) -> int:
    file = Path("jam.py").absolute()
    file.write_text(code)
    request = {"command": "render", "file": str(file), "output": str(file.with_suffix(".wav"))}
    return cli.main([json.dumps({**request, "bars": 8, **fields})])


def test_a_session_finds_kr_krs_and_krp_and_is_no_main_program() -> None:
    assert play("assert kr and krs and krp and __name__ == 'krach_session'; kr.tempo = 90") == 0
    assert rendered[0].tempo == 90


def test_render_gets_what_the_command_line_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert play("", bars=None, seconds=2.0, sample_rate=48000, block_size=64, seed=7) == 0
    asked = rendered[0].asked
    assert (asked["seconds"], asked["bars"], asked["block_size"], asked["seed"]) == (
        2.0,
        None,
        64,
        7,
    )
    assert capsys.readouterr().out.startswith("wrote jam.wav: 2.0 s, ")


def test_json_is_alone_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert play("print('hello')", json=True) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["files"], told["seconds"]) == ([str(Path("jam.wav").absolute())], 2.0)
    assert err == "hello\n"


def test_a_session_may_import_what_lies_beside_it() -> None:
    Path("drums_beside.py").write_text("tempo = 99")
    assert play("import drums_beside; kr.tempo = drums_beside.tempo") == 0
    assert rendered[0].tempo == 99


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "\nkr.node('bass')",
            "jam.py:2: node 'bass': its name is taken\n  hint: give another name",
        ),
        ("kr.temp", "jam.py:1: AttributeError: .*\n  hint: did you mean 'tempo'\\?"),
        ("x = 1\nprnt(x)", "jam.py:2: NameError: .*\n  hint: did you mean 'print'\\?"),
        ("def f():\n  1 / 0\nf()", "jam.py:2: ZeroDivisionError: .*\n  hint: look at: 1 / 0"),
        (
            "kr.tempo = = 1",
            "jam.py:1: SyntaxError: invalid syntax\n  hint: look at: kr.tempo = = 1",
        ),
        (
            "import json; json.loads('{')",
            "jam.py:1: JSONDecodeError: .*\n  hint: look at: import .*",
        ),
    ],
)
def test_a_mistake_is_one_message_with_its_line_and_a_remedy(
    code: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play(code) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(message, err.rstrip("\n")), err
    assert not Path("jam.wav").exists()


def test_a_fault_of_krach_itself_says_how_to_see_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Session, "render", lambda *_, **__: 1 / 0)
    assert play("") == 1
    assert "KRACH_TRACEBACK=1" in capsys.readouterr().err


def test_ctrl_c_is_130_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert play("raise KeyboardInterrupt") == 130
    assert capsys.readouterr().err == "krach: interrupted, nothing written\n"


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    progress = cli.Progress()
    progress(10, 100)
    progress.clear()
    assert progress.frames == 100
    assert capsys.readouterr().err == ""
