"""The library of signals from Python: its examples run, and what is said of them is true."""

from pathlib import Path

import pytest

import krach
from krach import krs
from krach._core import Program
from krach.synth import trace

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/signals.md"
EXAMPLES = [line.split("`")[-2] for line in PAGE.read_text().splitlines() if line.startswith("| `")]


def test_the_page_of_signals_is_what_the_functions_say() -> None:
    assert PAGE.read_text() == krs.page(), "write krs.page() to it"


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_synth(example: str) -> None:
    def synth(x: krs.Signal, gate: krs.Signal) -> object:
        words = {name: getattr(krs, name) for name in dir(krs)} | {"x": x, "gate": gate}
        return eval(example, words)  # of our own page

    program = trace(synth)  # type: ignore[arg-type]
    assert program.outputs in (1, 2)
    assert Program.from_json(program.to_json()) == program


def test_names_places_and_defaults_are_one_call() -> None:
    assert trace(lambda x: krs.lowpass(x, 800.0)) == trace(
        lambda x: krs.lowpass(order=2, cutoff=800, x=x)
    )
    for wrong, hint in (
        (lambda x: krs.lowpass(x), "'cutoff' is missing"),
        (lambda x: krs.lowpass(x, 1, 2, 3), "too many arguments"),
        (lambda x: krs.lowpass(x, 1, cutoff=2), "'cutoff' is given twice"),
        (lambda x: krs.lowpass(x, 1, ordr=2), "it takes no 'ordr'"),
        (lambda x: krs.lowpass(x, "800"), "'cutoff' is not a signal"),
        (lambda x: krs.lowpass(x, None), "'cutoff' is a NoneType"),
        (lambda x: krs.lfo(1.0, shape="sinus"), "there is no 'sinus'"),
    ):
        with pytest.raises(krach.Error, match=hint):
            trace(wrong)


def test_a_pair_of_signals_goes_wherever_one_goes() -> None:
    def stereo(left: krs.Signal, right: krs.Signal) -> krs.Stereo:
        return 0.5 * krs.lowpass(krs.Stereo(left, right), 800.0) + left

    def by_hand(left: krs.Signal, right: krs.Signal) -> tuple[krs.Signal, krs.Signal]:
        low = krs.lowpass(left, 800.0), krs.lowpass(right, 800.0)
        half = 0.5 * low[0], 0.5 * low[1]
        return half[0] + left, half[1] + left

    assert trace(stereo) == trace(by_hand)
    left_only = trace(lambda x: krs.pan(x, -1.0).left)
    assert left_only == trace(lambda x: krs.pan(x, -1.0)[0])
    assert trace(lambda x: krs.reverb(krs.pan(x, 0.3), 0.8)).outputs == 2


def test_functions_are_put_together() -> None:
    chained = krs.chain(krs.dcblock, lambda x: krs.distort(x, 3.0))
    assert trace(chained) == trace(lambda x: krs.distort(krs.dcblock(x), 3.0))
    summed = krs.parallel(krs.passthrough, krs.flanger)
    assert trace(summed) == trace(lambda x: x + krs.flanger(x))
    assert trace(lambda x: krs.merge(*krs.split(x, 3))) == trace(lambda x: x + x + x)


def test_a_program_is_printed_drawn_and_exported() -> None:
    def acid(x: krs.Signal) -> krs.Signal:
        return krs.onepole(x, krs.control("cutoff", 800.0, 100.0, 4000.0))

    program = trace(acid)
    assert "cutoff = 800 from 100 to 4000\n" in str(program)
    assert str(program).splitlines()[-1].startswith("out %")
    assert "# line " in str(program)
    assert program._repr_svg_().count("<rect") == program._repr_svg_().count("</text>")
    assert 'hslider("cutoff"' in program.faust()
    assert hash(program) == hash(trace(acid))
    with pytest.raises(krach.Error, match="no JSON"):
        Program.from_json("{")


def test_help_tells_of_a_function_and_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    krs.help("moog_ladder")
    told = capsys.readouterr().out
    assert "moog_ladder(x, cutoff, resonance=0.5)" in told
    assert "resonance: 0 to 1.2" in told
    assert krs.moog_ladder.__doc__ is not None
    assert told.strip() in krs.moog_ladder.__doc__
    krs.help()
    assert "compressor" in capsys.readouterr().out
    with pytest.raises(krach.Error, match="did you mean 'lowpass'"):
        krs.help("lowpas")
