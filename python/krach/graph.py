"""A session, or a part of one, as a value: the requests that make it."""

from __future__ import annotations

import json
from typing import Any

from krach import _core, notebook

Request = dict[str, Any]


class GraphIr:
    """What capture() and trace() give and replay() and instantiate() take: a plain value.

    `prefix` is what it has all of: "" is the whole session, "drums" that group; None: its nodes.
    """

    def __init__(self, core: _core.Graph) -> None:
        self._core = core

    @property
    def core(self) -> _core.Graph:
        """The graph in C++."""
        return self._core

    @property
    def prefix(self) -> str | None:
        """What it has all of."""
        return self._core.prefix

    @property
    def requests(self) -> list[Request]:
        """What makes it, as in the journal and over the wire, each program written out."""
        requests = json.loads(self._core.to_json())["requests"]
        _write_out(requests, [])
        return requests

    @property
    def nodes(self) -> list[str]:
        """The names of its nodes."""
        return self._core.nodes

    @property
    def routes(self) -> dict[tuple[str, str], float]:
        """The level of every route, by (source, target)."""
        asked = [r for r in self.requests if r["do"] == "connect"]
        return {(r["source"], r["target"]): r["level"] for r in asked}

    def to_json(self) -> str:
        """JSON that from_json() reads: {"version": 1, "prefix": ..., "requests": [...]}."""
        return self._core.to_json()

    @classmethod
    def from_json(cls, text: str) -> GraphIr:
        """The graph that to_json() wrote. What is wrong with it is a krach.Error."""
        return cls(_core.Graph.from_json(text))

    def moved(self, prefix: str) -> GraphIr:
        """The same nodes under another prefix, without transport and scenes."""
        return GraphIr(self._core.moved(prefix))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GraphIr):
            return NotImplemented
        return self._core == other._core

    def __hash__(self) -> int:
        return hash(self._core.to_json())

    def _repr_html_(self) -> str:
        return notebook.graph(repr(self), self.requests, self.routes)

    def __repr__(self) -> str:
        nodes, routes = self.nodes, len(self.routes)
        name = "session" if self.prefix == "" else self.prefix or "graph"
        return f"<{name}: {len(nodes)} nodes: {', '.join(nodes)}; {routes} routes>"


def is_under(name: str, prefix: str) -> bool:
    """Whether a node is that or of that group."""
    return not prefix or name == prefix or name.startswith(prefix + "/")


def _write_out(requests: list[Request], programs: list[object]) -> None:
    for request in requests:
        if isinstance(number := request.get("program"), int):
            request["program"] = programs[number]
        elif "program" in request:
            programs.append(request["program"])
        _write_out(request.get("requests", []), programs)
