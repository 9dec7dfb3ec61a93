"""Session files: run once, or again into a session that plays, where only what changed changes."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from krach import _core, krp, krs, sources
from krach.error import Error
from krach.explain import beside, explain
from krach.said import Said


def run_file(file: Path, kr: object) -> ModuleType:
    """Run a session file with `kr`, `krs` and `krp` at hand. Gives what it defines.

    The file may import what lies beside it. Its `__name__` is "krach_session".
    """
    module = ModuleType("krach_session")
    module.__file__ = str(file)
    names = vars(module)
    names.update(kr=kr, krs=krs, krp=krp)
    sys.modules[module.__name__] = module
    if str(file.parent) not in sys.path:
        sys.path.insert(0, str(file.parent))
    exec(compile(file.read_bytes(), file, "exec"), names)  # the musician's own file
    return module


class Loads:
    """The session files that a session has loaded, and which of them it watches."""

    def __init__(self, again: Callable[[Path], object]) -> None:
        """`again` loads a file that was saved."""
        self._again = again
        self._said: dict[Path, Said] = {}
        self._parts: dict[Path, dict[str, Path]] = {}  # modules that a file imported from beside it
        self._watched: dict[str, Path] = {}  # the session file, by the name of what is watched
        self._watch = sources.Watch(self._saved)
        self.running: list[Path] = []  # one that loads another stands before it
        self.start: Callable[[], object] | None = None  # what a running file wants of the device

    def run(self, path: str | os.PathLike[str], kr: object, core: _core.Core) -> ModuleType:
        """Run the file, and then ask for what it says and did not say before, in one batch.

        Errors: what the file raises; then nothing changes.
        """
        file = find(path)
        if file in self.running:
            raise Error("the file is being loaded", str(file), "a file cannot load itself")
        self.running.append(file)
        try:
            if len(self.running) > 1:  # what it says is said by the one that loads it
                return self._execute(file, kr)
            self.start = None
            there = core.node_names()
            core.begin_batch()
            try:
                module = self._execute(file, kr)
                said = Said(core.batch_json())
            finally:
                core.drop_batch()
            if self.start is not None and not core.playing:
                self.start()
            if requests := said.since(self._said.get(file, Said()).among(there)):
                core.apply_json(json.dumps(requests))
            self._said[file] = said
            return module
        finally:
            self.running.pop()

    def _execute(self, file: Path, kr: object) -> ModuleType:
        with self._fresh_parts(file):
            return run_file(file, kr)

    def watch(self, path: str | os.PathLike[str]) -> Path:
        """Load the file again whenever it, or what it imported from beside it, is saved."""
        file = find(path)
        if self.running:
            raise Error("a file that is loaded cannot watch", str(file), "ask for it at the prompt")
        self._add(file, file, sources.state(file))
        return file

    def unwatch(self, path: str | os.PathLike[str]) -> None:
        """Leave the file alone from now on."""
        file = Path(path).expanduser().absolute()
        if file not in self._watched.values():
            known = ", ".join(sorted({str(f) for f in self._watched.values()})) or "none"
            raise Error("the file is not watched", str(file), f"there is: {known}")
        for name in [n for n, session in self._watched.items() if session == file]:
            del self._watched[name]
            self._watch.forget(name)

    def _add(self, file: Path, part: Path, before: object) -> None:
        name = f"{file}\n{part}"  # two session files may import one
        self._watched[name] = file
        self._watch.add(name, part, before)

    def _saved(self, name: str, _: Path) -> None:
        if (file := self._watched.get(name)) is None:
            return
        try:
            self._again(file)
        except Exception as error:
            print(explain(error, beside(file)), file=sys.stderr, flush=True)

    @contextmanager
    def _fresh_parts(self, file: Path) -> Generator[None]:
        """Let the file import anew what lies beside it, and watch that too if it is watched."""
        for name in self._parts.pop(file, {}):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
        before, written = set(sys.modules), sys.dont_write_bytecode
        sys.dont_write_bytecode = True  # a .pyc does not tell two saves within a second apart
        try:
            yield
        finally:
            sys.dont_write_bytecode = written
            parts = {name: sys.modules[name] for name in set(sys.modules) - before}
            self._parts[file] = {n: p for n, m in parts.items() if (p := _beside(m, file))}
            if file in self._watched.values():
                for part in self._parts[file].values():
                    self._add(file, part, sources.state(part))


def find(path: str | os.PathLike[str]) -> Path:
    """The session file."""
    file = Path(path).expanduser().absolute()
    if not file.is_file():
        raise Error("there is no such file", str(file), "write it, or name another one")
    return file


def _beside(module: ModuleType, file: Path) -> Path | None:
    """The source of a module that lies in the folder of the file, or deeper in it."""
    source = Path(getattr(module, "__file__", None) or "/")
    if source == file or file.parent not in source.parents or "site-packages" in source.parts:
        return None
    return source
