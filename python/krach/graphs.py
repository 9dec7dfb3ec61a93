"""Graphs as values: captured, traced, replayed, instantiated, exported and loaded."""

from __future__ import annotations

import functools
import os
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from types import ModuleType

from krach import _core, sources
from krach.arranging import Arranging
from krach.error import Error
from krach.graph import GraphIr
from krach.handle import GraphHandle
from krach.loading import Loads
from krach.node import warn
from krach.written import written


class Graphs(Arranging):
    """What a session can do with graphs."""

    _watch: sources.Watch
    _loads: Loads

    @property
    def core(self) -> _core.Core:
        """The session in C++, which takes the requests."""
        return self._core

    def capture(self, prefix: str = "") -> GraphIr:
        """All that is there as a value: nodes, routes, patterns, values, scenes and transport.

        With a prefix the nodes of that group, or the node of that name: with what plays on them,
        their values, and the routes among them.
        """
        return GraphIr(self._core.capture(prefix))

    def replay(self, graph: GraphIr) -> None:
        """Make the session, or the group, as it was when the graph was captured.

        Nodes that are alike play on; of a group, the routes from and to other nodes stay. A traced
        graph makes its nodes. All of it at one moment, or nothing.
        """
        with self._one_at_a_time:
            # a file that is loaded says all, and what it said before is told apart from it
            ask = self._core.make if self._loads.running else self._core.replay
            warn(ask(graph.core))
            stay = set(self._core.node_names()) - set(graph.nodes)
            for name in self._watch.files().keys() - stay:
                self._watch.forget(name)

    def instantiate(self, graph: GraphIr, prefix: str) -> GraphHandle:
        """Make the nodes of a graph under a prefix, with what plays on them and their routes.

        What the prefix had before and the graph has not, goes. A random pattern draws by the name
        of its node: under another prefix it draws otherwise, under the same always alike.
        """
        if not prefix:
            raise Error("it has no prefix", "instantiate", 'give one: kr.instantiate(graph, "a")')
        self.replay(graph.moved(prefix))
        return GraphHandle(self, prefix)

    def sub(self, prefix: str, graph: GraphIr) -> GraphHandle:
        """Make a graph a part of this one, under a prefix: as instantiate(graph, prefix)."""
        return self.instantiate(graph, prefix)

    def trace(self, function: Callable[..., object], *args: object, **kwargs: object) -> GraphIr:
        """Keep what a function asks of a session, and do nothing of it: trace(drums, speed=2).

        The function is given an empty session in the place of this one, and then the arguments.
        """
        inner = type(self)()
        inner._core.begin_batch()  # so that nothing is compiled
        outer = _inner.set(inner)
        try:
            function(inner, *args, **kwargs)
        finally:
            _inner.reset(outer)
            for name in inner._watch.files():
                inner._watch.forget(name)
        return GraphIr(inner._core.traced())

    def graph(self, function: Callable[..., object]) -> Graph:
        """Decorator: a function of a session and other arguments becomes a graph.

        @kr.graph
        def drums(kr, speed=1):
            kr.node("kick", kick) @ (kr.hit() * 4 * speed)

        a = drums(prefix="a", speed=2)  # makes a/kick; a.kick, a.mute(), a.remove()

        Called in another graph it is a part of that: its nodes are under both prefixes.
        """
        return Graph(self, function)

    # Files

    def export(self, path: str | os.PathLike[str]) -> None:
        """Write the whole session to a file that kr.load() makes it of again.

        As "x.json" it is data; as "x.py" a session file: each synth as a function of krs, whoever
        made it, each pattern as its text.
        """
        file = Path(path).expanduser().absolute()
        graph = self.capture()
        if file.suffix == ".json":
            text = graph.to_json()
        elif file.suffix == ".py":
            text = written(graph.requests)
        else:
            raise Error("it is neither data nor Python", str(file), "end it in .json or .py")
        beside = file.with_name(f".{file.name[:100]}.{secrets.token_hex(4)}")
        try:
            with beside.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
            beside.replace(file)
        except OSError as error:
            raise Error(f"it cannot be written: {error.strerror}", str(file), "") from error
        finally:
            beside.unlink(missing_ok=True)

    def _load_data(self, file: Path) -> ModuleType:
        module = ModuleType("krach_session", "What a file of data has: its `graph`.")
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise Error("it is no UTF-8", str(file), "give what kr.export() wrote") from error
        graph = GraphIr.from_json(text)
        vars(module)["graph"] = graph
        self.replay(graph)
        return module


class Graph:
    """A function of a session, to be instantiated under prefixes."""

    def __init__(self, session: Graphs, function: Callable[..., object]) -> None:
        functools.update_wrapper(self, function)
        self._session = session
        self._function = function
        self.name: str = getattr(function, "__name__", "graph")

    def __call__(self, *args: object, prefix: str | None = None, **kwargs: object) -> GraphHandle:
        """Make its nodes under a prefix, which is the function's name unless given."""
        session = _inner.get() or self._session
        return session.instantiate(self.trace(*args, **kwargs), prefix or self.name)

    def trace(self, *args: object, **kwargs: object) -> GraphIr:
        """What it asks for, as a value."""
        return self._session.trace(self._function, *args, **kwargs)

    def __repr__(self) -> str:
        return f"<graph {self.name}>"


_inner: ContextVar[Graphs | None] = ContextVar("krach_graph", default=None)
"""The session that is traced."""
