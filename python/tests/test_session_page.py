"""docs/session.md: every example runs, and no word of a session is missing."""

import re
import warnings
from pathlib import Path

import pytest

import krach
from krach import krp, krs

PAGE = (Path(__file__).parents[2] / "docs/session.md").read_text()


def test_every_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) > 10
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", krach.KrachWarning)
        there = {"kr": krach.Session(), "krs": krs, "krp": krp}
        for number, block in enumerate(blocks):
            exec(compile(block, f"block {number} of docs/session.md", "exec"), there)
    assert {"mine.py", "mine.json", "mine.wav", "take.wav"} <= {f.name for f in tmp_path.iterdir()}


@pytest.mark.parametrize("kind", [krach.Session, krach._core.Status])
def test_the_page_has_every_word(kind: type) -> None:
    words = [word for word in dir(kind) if not word.startswith("_")]
    assert [word for word in words if not re.search(rf"\b{word}\b", PAGE)] == []
