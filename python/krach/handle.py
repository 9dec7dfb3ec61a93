"""A handle to a graph that was instantiated: a prefix and a session."""

from __future__ import annotations

from typing import Protocol

from krach import _core
from krach.error import Error
from krach.graph import is_under
from krach.node import Node, warn


class Port(Protocol):
    """What has the nodes."""

    @property
    def core(self) -> _core.Core:
        """The session."""
        ...


class GraphHandle:
    """drums["kick"] and drums.kick are its node kick; mute and the like are for all of it.

    It holds no state: its nodes are what there is under its prefix.
    """

    def __init__(self, port: Port, prefix: str) -> None:
        self._port = port
        self.prefix = prefix

    @property
    def nodes(self) -> list[str]:
        """The names of its nodes, as the session has them."""
        return [n for n in self._port.core.node_names() if is_under(n, self.prefix)]

    def _inside(self) -> list[str]:
        return [n.removeprefix(self.prefix + "/") for n in self.nodes]

    def __getitem__(self, name: str) -> Node:
        """drums["kick"] is the node drums/kick."""
        if (full := f"{self.prefix}/{name}") in self.nodes:
            return Node(self._port, full)
        there = ", ".join(self._inside()) or "nothing: it was removed"
        raise Error(f"there is no node '{name}'", f"graph '{self.prefix}'", f"it has: {there}")

    def __getattr__(self, name: str) -> Node | GraphHandle:
        if name.startswith("_"):
            raise AttributeError(name)
        if any(n.startswith(name + "/") for n in self._inside()):
            return GraphHandle(self._port, f"{self.prefix}/{name}")
        try:
            return self[name]
        except Error as error:
            raise AttributeError(str(error)) from error

    def __dir__(self) -> list[str]:
        inside = (n.partition("/")[0] for n in self._inside())
        return [*super().__dir__(), *(n for n in inside if n.isidentifier())]

    def _ipython_key_completions_(self) -> list[str]:
        return self._inside()

    def _names(self) -> list[str]:
        """What means all of it in a request: the group, unless a node has the group's name."""
        nodes = self.nodes
        return nodes if self.prefix in nodes else [self.prefix]

    def remove(self) -> None:
        """Take its nodes away, with their routes and patterns."""
        for name in self._names():
            warn(self._port.core.remove(name))

    def hush(self, start: str | None = None) -> None:
        """End what plays on it; start as in kr.play."""
        for name in self._names():
            warn(self._port.core.hush(name, start))

    def mute(self) -> None:
        """Silence it."""
        for name in self._names():
            warn(self._port.core.mute(name, True))

    def unmute(self) -> None:
        """Let it sound again."""
        for name in self._names():
            warn(self._port.core.mute(name, False))

    def solo(self) -> None:
        """Let only soloed sources sound."""
        for name in self._names():
            warn(self._port.core.solo(name, True))

    def unsolo(self) -> None:
        """Solo it no longer."""
        for name in self._names():
            warn(self._port.core.solo(name, False))

    def gain(self, value: float) -> None:
        """Set the gain of each of its nodes."""
        for name in self._names():
            warn(self._port.core.set(name, "gain", value))

    def fade(self, control: str, target: float, bars: float = 4) -> None:
        """Move a control of each of its nodes: drums.fade("gain", 0, bars=8)."""
        for name in self._names():
            warn(self._port.core.fade(f"{name}/{control}", target, bars))

    def __repr__(self) -> str:
        return f"<graph {self.prefix}: {', '.join(self._inside())}>"
