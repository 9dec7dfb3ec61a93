"""The page about the protocol: its examples run, and it names every request and question."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine import Engine

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/protocol.md").read_text()


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine("--device", "null")
    yield engine
    engine.end()


def block(language: str) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)[0]


def test_the_example_in_python_plays(engine: Engine) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block("python")],
        env=engine.environment, capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert done.stdout == "120.0\n"
    assert engine.connect().core.revision == 3


@pytest.mark.skipif(shutil.which("nc") is None, reason="there is no nc")
def test_the_example_in_shell_plays(engine: Engine) -> None:
    done = subprocess.run(
        ["bash", "-c", block("sh")],
        env={**os.environ, **engine.environment},
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert '"revision":1' in done.stdout and '"tempo":133.0' in done.stdout
    assert engine.connect().tempo == 133


def test_every_request_and_question_that_the_engine_knows_is_on_the_page(engine: Engine) -> None:
    names = re.findall(r"kNames\{(.*?)\}", (ROOT / "src/session/json.cpp").read_text(), re.S)[0]
    hint = str(engine.client().ask(ask="nonsense")["error"][0]["hint"])  # type: ignore[index]
    known = re.findall(r'"(\w+)"', names) + hint.removeprefix("there is: ").split(", ")
    assert len(known) > 25
    for word in known:
        assert f"`{word}`" in PAGE, word
