"""What the program `krach` asks of Python: run a session file, and render or play it.

The program checks its command line and then becomes `python -m krach REQUEST`, where REQUEST is
the fields of `Request` as one JSON object. The exit status is the program's: 0 done, 1 an error,
told on stderr in one message; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import builtins
import contextlib
import difflib
import json
import linecache
import os
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import krach
from krach.player import has_sound, play

DEMO = Path(__file__).with_name("demo_session.py")  # linked there by the build


@dataclass(frozen=True)
class Request:
    """What to do, and how. The paths are absolute."""

    command: str  # "render", "play", or "demo", which plays if there is a device, else renders
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
        if os.environ.get("KRACH_TRACEBACK"):
            raise
        print(explain(error, Path(request.file)), file=sys.stderr)
        return 1
    return 0


def _do(request: Request) -> None:
    if request.command == "play":
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
    """Run a session file with `kr`, `krs` and `krp` at hand. Gives its `kr`.

    The file may import what lies beside it. Its `__name__` is "krach_session".
    """
    kr = krach.Session()
    module = ModuleType("krach_session")
    module.__file__ = str(file)
    names = vars(module)
    names.update(kr=kr, krs=krach.krs, krp=krach.krp)
    sys.modules[module.__name__] = module
    sys.path.insert(0, str(file.parent))
    exec(compile(file.read_bytes(), file, "exec"), names)
    return kr


def explain(error: Exception, file: Path) -> str:
    """Say in one message what went wrong where in the session `file`, and what to do."""
    place = _place(error, file)
    if isinstance(error, krach.Error):
        return f"{place or 'krach'}: {error}"
    text = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
    if place is None:  # not the musician's fault
        return f"krach: {text}\n  hint: KRACH_TRACEBACK=1 shows where in krach this happened"
    name, _, line = place.rpartition(":")
    source = linecache.getline(str(file.with_name(Path(name).name)), int(line)).strip()
    return f"{place}: {text}\n  hint: {_near(error) or f'look at: {source}'}"


def _place(error: Exception, file: Path) -> str | None:
    """FILE:LINE of the innermost line of the session, or of a file beside it, that led here."""
    lines = [(f.filename, f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        lines.append((error.filename or "", error.lineno))
    ours = [(name, line) for name, line in lines if Path(name).parent == file.parent]
    if not ours:
        return None
    name, line = ours[-1]
    return f"{os.path.relpath(name)}:{line or 1}"


def _near(error: Exception) -> str | None:
    """The name that was meant, if the error is about a name."""
    if isinstance(error, AttributeError):
        known = dir(error.obj)
    elif isinstance(error, NameError):
        known = [*vars(sys.modules["krach_session"]), *dir(builtins)]
    else:
        return None
    near = difflib.get_close_matches(error.name or "", known, n=1)
    return f"did you mean '{near[0]}'?" if near else None
