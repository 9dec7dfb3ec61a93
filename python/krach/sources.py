"""Nodes from files: FAUST sources and Python functions, read again when they are saved."""

import os
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import FunctionType
from typing import ParamSpec

from krach._core import read_faust
from krach.error import Error
from krach.synth import Synth

P = ParamSpec("P")
PERIOD = 0.1  # seconds between looks at the files


def folder() -> Path:
    """Where node types are looked for by name: ~/.krach/dsp, or krach/dsp in XDG_DATA_HOME."""
    home = Path.home() / ".krach"
    if home.exists():
        return home / "dsp"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(data) / "krach/dsp"


def find(name: str | Path) -> Path:
    """The file of a node type: a path that ends in .dsp or .py, or its name in the folder.

    faust:name is name.dsp in the folder.
    """
    text = str(name)
    if text.endswith((".dsp", ".py")):
        path = Path(text).expanduser().absolute()
        if path.exists():
            return path
        raise Error("there is no such file", str(path), "write it, or name another one")
    endings = (".dsp",) if text.startswith("faust:") else (".dsp", ".py")
    stem = text.removeprefix("faust:")
    for ending in endings:
        if (path := folder() / (stem + ending)).exists():
            return path
    known = sorted(p.stem for p in folder().glob("*") if p.suffix in endings)
    there = ", ".join(known) if known else "nothing"
    raise Error(f"there is no node type '{stem}'", str(folder()), f"it has: {there}")


def load(path: Path) -> Synth:
    """The synth of a file; a Python file's is the function of the file's name, or its only one."""
    if path.suffix == ".dsp":
        program = read_faust(path.name, path.read_bytes(), [str(path.parent), str(folder())])
        return Synth(program, path.stem)
    names: dict[str, object] = {"__name__": f"krach_node_{path.stem}", "__file__": str(path)}
    try:
        exec(compile(path.read_bytes(), path, "exec"), names)  # the user's own file
    except Exception as error:
        what = error.msg if isinstance(error, SyntaxError) else str(error)
        place, hint = _place(error, path), "mend the file and save it"
        raise Error(f"{type(error).__name__}: {what}", place, hint) from error
    functions = {name: value for name, value in names.items() if _is_from(value, path)}
    chosen = functions.get(path.stem) or (len(functions) == 1 and next(iter(functions.values())))
    if isinstance(chosen, Synth):
        return chosen
    if isinstance(chosen, FunctionType):
        return Synth(chosen)
    fact = f"it has {len(functions)} functions, none of them '{path.stem}'"
    raise Error(fact, str(path), f"name the synth function {path.stem}")


def _is_from(value: object, path: Path) -> bool:
    """A function that is written in that file, not one that it imports."""
    function = value.function if isinstance(value, Synth) else value
    return isinstance(function, FunctionType) and function.__code__.co_filename == str(path)


def _place(error: Exception, path: Path) -> str:
    if isinstance(error, SyntaxError):
        return f"{path}:{error.lineno}"
    lines = [f.lineno for f in extract_tb(error.__traceback__) if f.filename == str(path)]
    return f"{path}:{lines[-1]}" if lines else str(path)


class Watch:
    """Tells when the file of something with a name, like a node, was saved; on its own thread.

    `change` gets the name and the file. What it raises is shown once for each time that the file
    is saved.
    """

    def __init__(self, change: Callable[[str, Path], None]) -> None:
        self._change = change
        self._files: dict[str, tuple[Path, object]] = {}  # by name: what it was when read
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, name: str, path: Path, before: object) -> None:
        """Watch a file from now on; `before` was its state() when it was read."""
        with self._lock:
            self._files[name] = (path, before)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="krach-watch", daemon=True)
                self._thread.start()

    def forget(self, name: str) -> None:
        """It is no longer from a file."""
        with self._lock:
            self._files.pop(name, None)

    def knows(self, name: str, path: Path) -> bool:
        """Is that its file?"""
        with self._lock:
            return name in self._files and self._files[name][0] == path

    def files(self) -> dict[str, tuple[Path, object]]:
        """The file of each name, and what its state() was when it was read."""
        with self._lock:
            return dict(self._files)

    def restore(self, files: "dict[str, tuple[Path, object]]") -> None:
        """Watch just what files() told some time ago."""
        for name in self.files().keys() - files.keys():
            self.forget(name)
        for name, (path, before) in files.items():
            if self.files().get(name, (None, None))[0] != path:
                self.add(name, path, before)

    def look(self) -> None:
        """Read again what was saved since the last look."""
        for name, (path, before) in self.files().items():
            now = state(path)
            if now is None or now == before:  # an editor may take a file away and put it back
                continue
            with self._lock:
                if self._files.get(name) != (path, before):
                    continue
                self._files[name] = (path, now)
            try:
                self._change(name, path)
            except Exception as error:
                print(f"{name}: {error}", file=sys.stderr, flush=True)

    def _run(self) -> None:
        while True:
            time.sleep(PERIOD)
            with self._lock:
                if not self._files:
                    self._thread = None
                    return
            self.look()


def state(path: Path) -> object:
    """What differs once a file was saved; none if it is not there."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def weakly(method: Callable[P, object]) -> Callable[P, None]:
    """The method of an object that may go: a thread that watches files keeps nothing alive."""
    weak = weakref.WeakMethod(method)

    def call(*args: P.args, **kwargs: P.kwargs) -> None:
        if (alive := weak()) is not None:
            alive(*args, **kwargs)

    return call
