"""Programs printed as functions of krs are the same programs again."""

import ast
import random
from pathlib import Path

import numpy as np
import pytest
from programs import random_program

import krach
from krach import krs
from krach._core import Program
from krach.synth import Synth, trace

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/signals.md"
EXAMPLES = [line.split("`")[-2] for line in PAGE.read_text().splitlines() if line.startswith("| `")]


def run_again(program: Program) -> Program:
    """What the function that is printed makes."""
    names: dict[str, object] = {"krs": krs}
    exec(program.krs("again"), names)
    again = names["again"]
    return again if isinstance(again, Program) else trace(again)  # type: ignore[arg-type]


def sound(program: Program) -> np.ndarray:
    kr = krach.Session()
    kr.master = 2.0**-17
    if program.inputs:
        kr.node("source", lambda: krs.white_noise()) >> kr.node("it", Synth(program))
    else:
        kr.node("it", Synth(program))
    return kr.render(seconds=0.05)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_function_is_printed_as_a_function_that_makes_it(example: str) -> None:
    def synth(x: krs.Signal, gate: krs.Signal) -> object:
        words = {name: getattr(krs, name) for name in dir(krs)} | {"x": x, "gate": gate}
        return eval(example, words)  # of our own page

    program = trace(synth)  # type: ignore[arg-type]
    assert run_again(program) == program


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.py")), ids=lambda p: p.stem)
def test_every_synth_of_the_examples_too(path: Path) -> None:
    kr = krach.Session()
    synths = [v for v in vars(kr.load(path)).values() if isinstance(v, Synth)]
    functions = [v for v in vars(kr.load(path)).values() if type(v) is type(sound)]
    programs = [s.program for s in synths] + [trace(f) for f in functions]
    assert programs
    for program in programs:
        assert run_again(program) == program


def test_any_program_becomes_its_normal_form_and_sounds_the_same() -> None:
    rng = random.Random(5)
    for n in range(600):
        program = random_program(rng)
        once = run_again(program)
        assert run_again(once) == once
        assert once.controls == program.controls and once.inputs == program.inputs
        if n % 12 == 0:
            assert np.array_equal(sound(program), sound(once))


def test_a_large_program_is_printed_and_read() -> None:
    def large(x: krs.Signal) -> krs.Signal:
        for k in range(2500):
            x = krs.mem(x) * (0.001 * k) + x
        return x

    program = trace(large)
    assert run_again(program) == program


def test_what_is_used_once_stands_where_it_is_used() -> None:
    def tremble(x: krs.Signal) -> krs.Signal:
        depth = krs.control("depth", 0.5, 0.0, 1.0)
        wave = krs.feedback(lambda y: 0.5 * y + krs.sin(krs.phase(0.001)))
        return krs.select2(depth > 0.1, x, -(x - 1.0) * (wave - (depth - x)))

    assert trace(tremble).krs("tremble") == (
        "def tremble(inp):\n"
        '    depth = krs.control("depth", 0.5, 0.0, 1.0)\n'
        "    last = krs.Memory()\n"
        "    x = last * 0.5 + krs.sin(krs.phase(0.001))\n"
        "    last.write(x)\n"
        "    return krs.select2(depth > 0.1, inp, -(inp - 1.0) * (x - (depth - inp)))\n"
    )


HOSTILE = '"""\\"); import os\nraise SystemExit("\'\'\'")\r\n\x00'
HOSTILE += "\u2028\ud7ff\U0001f3b5 \\N{DIGIT ONE} {0} %s"


def test_faust_source_is_data() -> None:
    program = krs.faust_program(HOSTILE, 1, 2, [("freq", 440.0, 20.0, 20000.0)])
    text = program.krs("lead")
    assert text.isascii()
    assert [type(node) for node in ast.parse(text).body] == [ast.Assign]
    names: dict[str, object] = {"krs": krs}
    exec(text, names)
    assert names["lead"] == program and program.faust() == HOSTILE
    assert krach._core.Program.from_json(program.to_json()) == program
    with pytest.raises(krach.Error, match="outputs"):
        krs.faust_program("process = _;", 1, 3, [])


def test_a_memory_is_written_once_and_operations_are_checked() -> None:
    def twice(x: krs.Signal) -> krs.Signal:
        y = krs.Memory()
        y.write(x)
        y.write(x)
        return y

    with pytest.raises(krach.Error, match="written twice"):
        trace(twice)
    with pytest.raises(krach.Error, match="never written"):
        trace(lambda x: x + krs.Memory())
    for wrong, hint in (
        (lambda x: krs.operation("sinus", x), "no such operation"),
        (lambda x: krs.operation("constant"), "word of its own"),
        (lambda x: krs.operation("sin", x, x), "2 operands"),
        (lambda x: krs.operation("sin", x, index=4), "no index"),
    ):
        with pytest.raises(krach.Error, match=hint):
            trace(wrong)
    assert trace(lambda x: krs.operation("sin", x)) == trace(lambda x: krs.sin(x))
