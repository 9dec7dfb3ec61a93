"""Patterns as Python shows them, and what it tells of a text that is wrong."""

import pytest

from krach import Error, krp


def test_a_pattern_shows_as_a_grid_and_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    pattern = krp.p("bd(3,8) [sn cp]")
    assert pattern.grid(cycles=1) == (
        "      0\n  bd |x..x..x.........|\n  sn |........x===....|\n  cp |............x===|\n"
    )
    assert "\x1b" not in pattern.grid() and "\x1b" in pattern.grid(colour=True)
    pattern.show(cycles=1)
    assert capsys.readouterr().out == pattern.table(cycles=1)
    assert pattern.table(cycles=1).startswith("cycle  begin  end   value  controls\n0      0  ")


def test_a_notebook_shows_a_pattern_as_an_image() -> None:
    assert krp.p("a b")._repr_svg_().startswith("<svg ")


def test_every_mistake_of_a_text_is_told_with_carets_under_it() -> None:
    with pytest.raises(Error) as told:
        krp.p("bd(9,8) ü [sn cp")
    marks = [fault.mark for fault in told.value.faults]
    assert [(m.line, m.column, m.length) for m in marks if m] == [(1, 3, 5), (1, 9, 1), (1, 11, 1)]
    assert str(told.value).startswith(
        "1:3: 9 hits do not fit into 8 steps\n"
        "    bd(9,8) ü [sn cp\n"
        "      ^^^^^\n"
        "  hint: give at most as many hits as steps\n1:9: "
    )
    assert told.value.faults[2].place == '1:11 in "bd(9,8) ü [sn cp"'


def test_a_place_in_a_long_text_never_ends_inside_a_character() -> None:
    for spaces in range(8):
        with pytest.raises(Error, match="is not closed"):
            krp.p(" " * spaces + "ü" * 50 + " [")


def test_a_misspelt_pitch_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(Error, match="'H4' is no pitch\\n  hint: did you mean 'B4'"):
        krp.seq("H4")
