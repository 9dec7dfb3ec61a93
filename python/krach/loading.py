"""Session files: run once, or again into a session that plays, where only what changed changes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from krach import _core, krp, krs, sources
from krach.error import Error
from krach.explain import beside, explain
from krach.rehearsal import Key, Rehearsal, Said, about

Call = Callable[[_core.Core], object]


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


class Load:
    """One run of a session file for a session that may be playing."""

    def __init__(self, file: Path, live: _core.Core, before: Said) -> None:
        """`before` is what the file said the last time."""
        self.file = file
        self._live = live
        there = set(live.node_names())
        self._before = {key: what for key, what in before.items() if there.issuperset(about(key))}
        made = {key[1] for key in self._before if key[0] == "node"}
        self.core = Rehearsal(live, made, file)

    def changed(self) -> set[Key]:
        """What the file says, and did not say so before."""
        said, before = self.core.said, self._before
        changed = {key for key, what in said.items() if key not in before or before[key] != what}
        hushed = {key[1] for key in changed if key[0] == "hush"}  # what plays there begins after it
        again = {key for key in said if key[0] == "play" and not hushed.isdisjoint({key[1], ""})}
        return changed | again

    def ended(self) -> set[Key]:
        """What the file said before, and no longer does."""
        return self._before.keys() - self.core.said.keys()

    def nodes(self) -> set[str]:
        """The nodes that it made anew or took away."""
        return {key[1] for key in self.changed() | self.ended() if key[0] in ("node", "remove")}

    def commit(self) -> None:
        """Do what changed, now that the whole file has run."""
        changed, ended = self.changed(), self.ended()
        calls = [call for key in sorted(ended) if (call := self._end(key, ended))]
        for request in self.core.requests:
            if not changed.isdisjoint(request.keys):
                calls.append(lambda core, send=request.send: send(core, changed))
        calls += [call for key in sorted(ended) if (call := self._restore(key))]
        for call in calls:  # each was tried in the rehearsal, so none is refused half-way
            call(self._live)

    def _end(self, key: Key, ended: set[Key]) -> Call | None:
        """Take away what the file made."""
        if key[0] != "node" and any(("node", name) in ended for name in about(key)):
            return None  # it goes with its node
        match key:
            case "node", name:
                return lambda core: core.remove(name)
            case "route", source, target if (source, target) in self._live.routes():
                return lambda core: core.disconnect(source, target)
            case "play", name, control if self._has(self._live, name, control):
                return lambda core: core.play(name, control or None, None)
            case "mute", name:
                return lambda core: core.mute(name, False)
            case _:
                return None

    def _restore(self, key: Key) -> Call | None:
        """Let a control that the file set stand where a first run would leave it."""
        match key:
            case "set", name, control if name in self.core.node_names() and self._has(
                self.core, name, control
            ):
                value = self.core.get(name, control)
                return lambda core: core.set(name, control, value)
            case _:
                return None

    @staticmethod
    def _has(core: _core.Core, name: str, control: str) -> bool:
        return not control or control in core.control_names(name)


class Loads:
    """The session files that a session has loaded, and which of them it watches."""

    def __init__(self, again: Callable[[Path], object]) -> None:
        """`again` loads a file that was saved."""
        self._again = again
        self._said: dict[Path, Said] = {}
        self._parts: dict[Path, dict[str, Path]] = {}  # modules that a file imported from beside it
        self._watched: dict[str, Path] = {}  # the session file, by the name of what is watched
        self._watch = sources.Watch(self._saved)

    def begin(self, path: str | os.PathLike[str], live: _core.Core) -> Load:
        """A run of the file, which has changed nothing yet."""
        file = find(path)
        if isinstance(live, Rehearsal) and file in live.running:
            raise Error("the file is being loaded", str(file), "a file cannot load itself")
        return Load(file, live, self._said.get(file, {}))

    def run(self, load: Load, kr: object) -> ModuleType:
        """Run the file, and then do what changed.

        Errors: what the file raises; then nothing changes.
        """
        with self._fresh_parts(load.file):
            module = run_file(load.file, kr)
        load.commit()
        self._said[load.file] = load.core.said
        return module

    def watch(self, path: str | os.PathLike[str], live: _core.Core) -> Path:
        """Load the file again whenever it, or what it imported from beside it, is saved."""
        file = find(path)
        if isinstance(live, Rehearsal):
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
