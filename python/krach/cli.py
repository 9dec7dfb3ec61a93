"""What the program `krach` asks of Python: run a session file, render or play it, or the REPL.

The program checks its command line and then becomes `python -m krach REQUEST`, where REQUEST is
the fields of `Request` as one JSON object. The exit status is the program's: 0 done, 1 an error,
told on stderr in one message; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import krach
from krach.error import Error
from krach.explain import beside, explain, wants_traceback
from krach.loading import run_file
from krach.player import has_sound, play

DEMO = Path(__file__).with_name("demo_session.py")  # linked there by the build


@dataclass(frozen=True)
class Request:
    """What to do, and how. The paths are absolute."""

    command: str  # "render", "play", "demo", which plays if there is a device, else renders;
    # "run", in the engine; "repl", its prompt
    output: str = ""
    file: str = str(DEMO)
    bars: float | None = None
    seconds: float | None = None
    sample_rate: int = 48000
    block_size: int = 128
    seed: int = 1
    stems: bool = False
    json: bool = False
    device: str = ""
    watch: bool = False


class Progress:
    """Counts the frames that are done, and draws a bar with them if stderr is a terminal."""

    def __init__(self) -> None:
        self.frames = 0
        self._drawn = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Note that `done` frames of `total` are rendered."""
        self.frames = total
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._drawn > 0.05:
            self._drawn = now
            share = done / max(total, 1)
            bar = "#" * round(32 * share)
            print(f"\rrendering [{bar:<32}] {share:4.0%}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if self._drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Do what the JSON in `arguments` asks for. Gives the exit status."""
    if len(arguments) != 1:
        print("krach: one JSON argument is needed\n  hint: use the program: krach --help")
        return 2
    request = Request(**json.loads(arguments[0]))
    try:
        _do(request)
    except KeyboardInterrupt:
        print("krach: interrupted, nothing written", file=sys.stderr)
        return 130
    except Exception as error:
        if wants_traceback():
            raise
        names = vars(sys.modules.get("krach_session", krach))
        print(explain(error, beside(Path(request.file)), names), file=sys.stderr)
        return 1
    return 0


def _do(request: Request) -> None:
    if request.command == "repl":
        _repl()
    elif request.command == "run":
        _run(request)
    elif request.command == "play":
        play(
            run_session(Path(request.file)),
            device=request.device,
            sample_rate=request.sample_rate,
            block_size=request.block_size,
            seed=request.seed,
            seconds=request.seconds,
        )
    elif request.command == "demo" and has_sound():
        print("the demo session, until Ctrl-C; to a file: krach render FILE")
        play(run_session(Path(request.file)))
    else:
        if request.command == "demo":
            print("no sound card, so the demo goes to a file; see krach devices", file=sys.stderr)
        _render(request)


def _repl() -> None:
    try:
        from krach import repl  # here: IPython takes long to import, and only the REPL needs it
    except ModuleNotFoundError as error:
        fact, remedy = f"'{error.name}' is not installed", "pip install 'krach[repl]'"
        raise Error(fact, "the prompt", remedy) from error
    repl.open(krach.connect(), plays_on=True)


def _run(request: Request) -> None:
    kr, file = krach.connect(), Path(request.file)
    if not request.watch:
        kr.load(file)
        print("it plays; krach opens a prompt, krach stop ends it")
        return
    kr.watch(file)
    print(f"it plays, again whenever {os.path.relpath(file)} is saved; Ctrl-C leaves it playing")
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _render(request: Request) -> None:
    progress = Progress()
    # with --json, stdout is for the result alone
    with contextlib.redirect_stdout(sys.stderr if request.json else sys.stdout):
        session = run_session(Path(request.file))
    began = time.monotonic()
    try:
        files = session.render(
            request.output,
            bars=request.bars,
            seconds=request.seconds,
            sample_rate=request.sample_rate,
            block_size=request.block_size,
            seed=request.seed,
            stems=request.stems,
            progress=progress,
        )
    finally:
        progress.clear()
    seconds = progress.frames / request.sample_rate
    speed = seconds / max(time.monotonic() - began, 1e-6)
    if request.json:
        result = {"files": files, "seconds": seconds, "times_real_time": round(speed, 1)}
        print(json.dumps({"version": 1, **result}))
    else:
        stems = f" and {len(files) - 1} stems beside it" if request.stems else ""
        what = os.path.relpath(request.output) + stems
        print(f"wrote {what}: {seconds:.1f} s, {speed:.0f} times real time")


def run_session(file: Path) -> krach.Session:
    """Run a session file, or make what data say. Gives its `kr`."""
    kr = krach.Session()
    if file.suffix == ".json":
        kr.load(file)
    else:
        run_file(file, kr)
    return kr
