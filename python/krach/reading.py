"""What is there: nodes, routes, values, what plays."""

from krach import _core
from krach._core.krp import Pattern
from krach.node import warn


class Reading:
    """What can be read of a session. Each is a new value: what is done to it changes nothing."""

    _core: _core.Core

    @property
    def nodes(self) -> list[str]:
        """The names of all nodes."""
        return self._core.node_names()

    @property
    def sources(self) -> list[str]:
        """The names of the nodes that make sound, inputs among them."""
        effects = set(self._core.effect_names())
        return [name for name in self._core.node_names() if name not in effects]

    @property
    def effects(self) -> list[str]:
        """The names of the nodes that hear what is routed to them."""
        return self._core.effect_names()

    @property
    def routes(self) -> dict[tuple[str, str], float]:
        """The level of every route, by (source, target)."""
        return self._core.routes()

    @property
    def routing(self) -> dict[str, list[tuple[str, float]]]:
        """Where each node goes to, and how loud: {"bass": [("verb", 0.4)]}."""
        out: dict[str, list[tuple[str, float]]] = {}
        for (source, target), level in self._core.routes().items():
            out.setdefault(source, []).append((target, level))
        return out

    @property
    def controls(self) -> dict[str, float]:
        """The value of every control of every node: {"bass/cutoff": 1200.0}."""
        nodes = self._core.values().items()
        return {f"{node}/{control}": value for node, values in nodes for control, value in values}

    @property
    def plays(self) -> dict[tuple[str, str | None], Pattern]:
        """What plays: by node, and by control if it moves one."""
        return self._core.plays()

    @property
    def slots(self) -> dict[str, Pattern]:
        """What plays, by path: {"bass": its notes, "bass/cutoff": what moves that}."""
        return {
            node if control is None else f"{node}/{control}": pattern
            for (node, control), pattern in self._core.plays().items()
        }

    @property
    def muted(self) -> list[str]:
        """The nodes that are muted."""
        return self._core.muted()

    def pull(self) -> None:
        """Do nothing: the session lives in the engine, so what is read is always what is there."""
        warn(["pull() is not needed: the session lives in the engine, there is nothing to fetch"])
