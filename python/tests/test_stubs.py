"""The stubs of the compiled module say what it has."""

import subprocess
import sys
from pathlib import Path

STUBS = Path(__file__).resolve().parents[1] / "krach" / "_core"


def test_the_stubs_in_the_tree_are_those_of_the_compiled_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nanobind.stubgen", "-m", "krach._core", "-r", "-O", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    made = {p.name: p.read_text() for p in (tmp_path / "_core").glob("*.pyi")}
    kept = {p.name: p.read_text() for p in STUBS.glob("*.pyi")}
    assert made == kept, f"run: {' '.join(map(str, command[:-1]))} python/krach"
