"""Patterns as text: what is printed is read again, and what is said of words is true."""

import io
import os
import pty
import re
from pathlib import Path

import numpy as np
import pytest
from ears import left, onsets, own_gate
from numpy.typing import NDArray

import krach
from krach import krp

ROOT = Path(__file__).parents[2]


def test_the_page_of_words_is_what_the_words_say() -> None:
    page = ROOT / "docs/patterns.md"
    assert page.read_text() == krp.page(), "write krp.page() to it"


def test_str_is_read_again_and_repr_is_a_line() -> None:
    p = krp.p("bd(3,8) [sn cp]").every(4, krp.reverse).off(1 / 8, lambda x: x.fast(2) | krp.hit())
    again = krp.parse(str(p))
    assert again.table(8) == p.table(8)
    assert repr(again) == repr(p)
    assert str(p).startswith(repr(p) + "\n#")
    assert "lambda p: p.fast(2) | hit()" in repr(p)


class Terminal(io.StringIO):
    """What was printed, on a file that is a terminal."""

    def __init__(self, terminal: int) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal


class Window(io.StringIO):
    """A terminal that is no file, as that of IDLE."""

    def isatty(self) -> bool:
        return True


def test_print_has_colours_only_where_the_terminal_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    p = krp.p("bd(3,8) sn")
    control, terminal = pty.openpty()
    screen = Terminal(terminal)
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    print(p)
    monkeypatch.setenv("NO_COLOR", "1")
    print(p)
    os.close(control), os.close(terminal)
    plain = repr(p) + "\n# " + p.grid().strip("\n").replace("\n", "\n# ") + "\n"
    coloured = screen.getvalue().removesuffix(plain)
    for no_file in (None, Window()):
        monkeypatch.setattr("sys.stdout", no_file)
        assert str(p) == plain.strip("\n")
    assert "\x1b[1;31mx" in coloured and "\x1b" not in repr(p)
    assert re.sub("\x1b[^m]*m", "", coloured) == plain
    assert krp.parse(coloured).table() == p.table()


def test_python_text_and_methods_draw_the_same() -> None:
    said = krp.p("hh*8").thin(0.3).sometimes(0.4, krp.ply(2)).seed(7)
    read = krp.parse('p("hh*8").thin(0.3).sometimes(0.4, ply(2)).seed(7)')
    assert said.table(16) == read.table(16)
    assert said.table(16) != krp.p("hh*8").thin(0.3).sometimes(0.4, krp.ply(2)).seed(8).table(16)


def test_transforms_are_values_that_go_on() -> None:
    turn = krp.fast(2).reverse()
    p = krp.p("0 1 2")
    assert turn(p).table() == p.fast(2).reverse().table()
    assert p.every(2, turn).table() == p.every(2, lambda x: x.fast(2).reverse()).table()


@pytest.mark.parametrize("text", ["__import__('os')", "open('x')", "().__class__", "p.fast", "1+1"])
def test_a_text_is_never_python(text: str) -> None:
    with pytest.raises(krach.Error, match="hint"):
        krp.parse(text)


def test_help_prints_an_entry_and_the_docstring_says_it_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    krp.help("swing")
    entry = capsys.readouterr().out
    assert "p.swing(amount, steps=8)" in entry
    assert krp.Pattern.swing.__doc__ is not None
    assert entry.strip() in krp.Pattern.swing.__doc__.strip()
    with pytest.raises(krach.Error, match="did you mean 'swing'"):
        krp.help("swign")


def test_another_line_leaves_the_draws_of_this_one_alone(kr: krach.Session) -> None:
    def bits(name: str) -> NDArray[np.float64]:
        out = np.zeros(160 * 64)
        for frame in onsets(left(kr.render(bars=160, stems=True)[name])):
            out[round(frame / 1500)] = 1  # 64 in a cycle of 96000 frames
        return out

    half = (krp.hit() * 64).thin(0.5)
    kr.node("a", own_gate, gain=1) @ half
    other = kr.node("b", own_gate, gain=1) @ half
    a, b = bits("a"), bits("b")
    assert abs(a.mean() - 0.5) < 0.025
    assert abs(np.corrcoef(a, b)[0, 1]) < 5 / np.sqrt(len(a))
    other @ (krp.hit() * 32).thin(0.2)
    assert np.array_equal(bits("a"), a)
