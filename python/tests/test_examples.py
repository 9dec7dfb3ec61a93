"""Every example plays: the same in every run, in blocks of every size, and in C++."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

import krach
from krach import cli

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_renders_to_the_same_bytes_in_two_runs(example: Path, tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        cli.run_session(example).render(tmp_path / name, bars=8)
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_the_same_in_blocks_of_any_size(example: Path) -> None:
    kr = cli.run_session(example)
    whole = kr.render(bars=8)
    assert np.isfinite(whole).all()
    assert 0.05 < np.abs(whole).max() < 1
    for size in (1, 7, 64, 1024):
        assert np.array_equal(kr.render(bars=8, block_size=size), whole)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_stems_of_an_example_sum_to_its_master(example: Path) -> None:
    sounds = cli.run_session(example).render(bars=4, stems=True)
    parts = sum(np.float64(1) * sound for name, sound in sounds.items() if name != "master")
    assert np.abs(parts - sounds["master"]).max() < 1e-6  # -120 dBFS


def test_python_and_cpp_give_the_same_file(tmp_path: Path) -> None:
    program = Path(krach.__file__).parents[2] / "examples" / "acid_jam"
    cli.run_session(ROOT / "examples" / "acid_jam.py").render(tmp_path / "py.wav", bars=8)
    subprocess.run([program, tmp_path / "cpp.wav", "8"], check=True, capture_output=True)
    assert (tmp_path / "py.wav").read_bytes() == (tmp_path / "cpp.wav").read_bytes()
