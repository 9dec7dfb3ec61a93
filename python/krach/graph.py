"""A session, or a part of one, as a value: the requests that make it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, cast

from krach import notebook
from krach._core import read_requests
from krach.error import Error

Request = dict[str, Any]
VERSION = 1
MOST = 64 << 20  # characters of JSON
TRANSPORT = ("tempo", "meter", "master")
MADE = ("node", "input", "osc")  # what makes a node
KINDS = {*MADE, "mute", "solo", "set", "play", "fade", "connect", "disconnect", "remove", "save"}


class GraphIr:
    """What capture() and trace() give and replay() and instantiate() take: a plain value.

    `prefix` is what it has all of: "" is the whole session, "drums" that group; None: its nodes.
    """

    def __init__(self, requests: Iterable[Request], prefix: str | None = None) -> None:
        self._text = json.dumps([without_lines(r) for r in requests], sort_keys=True)
        self.prefix = prefix

    @property
    def requests(self) -> list[Request]:
        """What makes it, as in the journal and over the wire."""
        return json.loads(self._text)

    @property
    def nodes(self) -> list[str]:
        """The names of its nodes."""
        return [r["name"] for r in self.requests if r["do"] in MADE]

    @property
    def routes(self) -> dict[tuple[str, str], float]:
        """The level of every route, by (source, target)."""
        asked = [r for r in self.requests if r["do"] == "connect"]
        return {(r["source"], r["target"]): r["level"] for r in asked}

    def to_json(self) -> str:
        """JSON that from_json() reads: {"version": 1, "prefix": ..., "requests": [...]}."""
        rows = ",\n".join(json.dumps(r, sort_keys=True) for r in self.requests)
        head = f'{{"version": {VERSION}, "prefix": {json.dumps(self.prefix)}, "requests": ['
        return f"{head}\n{rows}\n]}}\n" if rows else f"{head}]}}\n"

    @classmethod
    def from_json(cls, text: str) -> GraphIr:
        """The graph that to_json() wrote. What is wrong with it is a krach.Error."""
        data = _object(text)
        version, prefix, requests = (data.get(k) for k in ("version", "prefix", "requests"))
        if type(version) is not int or version < 1:
            raise Error("it has no version", "graph.version", "give 1")
        if version > VERSION:
            fact = f"version {version} is newer than this krach, which reads {VERSION}"
            raise Error(fact, "graph.version", "update krach")
        if unknown := sorted(data.keys() - {"version", "prefix", "requests"}):
            raise Error(f"unknown key {unknown[0][:64]!r}", "graph", "leave it out")
        if prefix is not None and not isinstance(prefix, str):
            raise Error("it is no text", "graph.prefix", "give the name of a group")
        if not isinstance(requests, list):
            raise Error("it is no list", "graph.requests", 'give [{"do": ...}, ...]')
        return cls(_read(cast("list[object]", requests)), prefix)

    def moved(self, prefix: str) -> GraphIr:
        """The same nodes under another prefix, without transport and scenes."""
        name = mover(self.prefix or "", prefix)
        parts = [r for r in self.requests if r["do"] not in (*TRANSPORT, "save") and names_of(r)]
        return GraphIr([renamed(r, name) for r in parts], prefix)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GraphIr):
            return NotImplemented
        return self._text == other._text and self.prefix == other.prefix

    def __hash__(self) -> int:
        return hash((self._text, self.prefix))

    def _repr_html_(self) -> str:
        return notebook.graph(repr(self), self.requests, self.routes)

    def __repr__(self) -> str:
        nodes, routes = self.nodes, len(self.routes)
        name = "session" if self.prefix == "" else self.prefix or "graph"
        return f"<{name}: {len(nodes)} nodes: {', '.join(nodes)}; {routes} routes>"


def _object(text: str) -> dict[str, object]:
    if len(text) > MOST:
        raise Error("it is longer than 64 MiB", "graph", "leave something out")
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Error(f"it is no JSON: {error}", "graph", "give what to_json() gives") from error
    if not isinstance(data, dict):
        raise Error("it is no graph", "graph", 'give {"version": 1, "requests": [...]}')
    return cast("dict[str, object]", data)


def _read(requests: list[object]) -> list[Request]:
    out: list[Request] = []
    for begin in range(0, len(requests), 5000):  # the core reads so many at a time
        out += json.loads(read_requests(json.dumps(requests[begin : begin + 5000])))
    for i, request in enumerate(out):
        if (kind := request["do"]) not in (*KINDS, *TRANSPORT):
            raise Error(f"a graph cannot '{kind}'", f"requests[{i}]", "ask the session for it")
    return out


def without_lines(request: Request) -> Request:
    """Programs forget which lines of which file they came from."""
    if "program" in request:
        program = {k: v for k, v in request["program"].items() if k != "lines"}
        return {**request, "program": program}
    if "requests" in request:
        return {**request, "requests": [without_lines(r) for r in request["requests"]]}
    return request


def names_of(request: Request) -> list[str]:
    """The nodes that a request of a snapshot is about: a fade's path is "bass/cutoff"."""
    if request["do"] == "fade":
        path = request["path"]
        if ">>" in path:
            return [name for name in path.split(">>") if name]
        return [path.rpartition("/")[0]] if "/" in path else []
    return [request[key] for key in ("name", "node", "source", "target") if key in request]


def renamed(request: Request, name: Callable[[str], str]) -> Request:
    """The same of nodes that are called otherwise."""
    if request["do"] != "fade":
        ends = {k: name(request[k]) for k in ("name", "node", "source", "target") if k in request}
        return {**request, **ends}
    path: str = request["path"]
    if ">>" in path:
        return {**request, "path": ">>".join(name(p) if p else "" for p in path.split(">>"))}
    node, _, control = path.rpartition("/")
    return {**request, "path": f"{name(node)}/{control}"}


def mover(old: str, new: str) -> Callable[[str], str]:
    """From names under one prefix to names under another; a node called as the prefix is too."""

    def name(node: str) -> str:
        rest = node if not old else node.removeprefix(old).removeprefix("/")
        return f"{new}/{rest}" if rest else new

    return name


def is_under(name: str, prefix: str) -> bool:
    """Whether a node is that or of that group."""
    return not prefix or name == prefix or name.startswith(prefix + "/")
