"""A session in this process that remembers which patterns play and what is muted."""

from collections.abc import Callable

from krach import _core
from krach._core import Program
from krach._core.krp import Pattern

Played = tuple[str, str | None]
"""A node, and the control that a pattern moves; none if it plays notes."""


class Core(_core.Session):
    """The compiled session; it does not tell by itself what was played on it."""

    def __init__(self) -> None:
        super().__init__()
        self._plays: dict[Played, Pattern] = {}
        self._muted: set[str] = set()

    def plays(self) -> dict[Played, Pattern]:
        """What plays."""
        return dict(self._plays)

    def muted(self) -> list[str]:
        """The nodes that are muted."""
        return sorted(self._muted)

    def set_node(
        self,
        name: str,
        program: Program,
        gain: float | None = None,
        pan: float | None = None,
        dry: float | None = None,
        count: int | None = None,
    ) -> list[str]:
        """Make a node; what moved a control that is gone ends."""
        warnings = super().set_node(name, program, gain, pan, dry, count)
        there = {None, *self.control_names(name)}
        self._keep(lambda played: played[0] != name or played[1] in there)
        return warnings

    def play(self, node: str, control: str | None, pattern: Pattern | None) -> list[str]:
        """Begin a pattern, or end the one there is."""
        warnings = super().play(node, control, pattern)
        if pattern is None:
            self._plays.pop((node, control), None)
        else:
            self._plays[node, control] = pattern
        return warnings

    def hush(self, node: str | None) -> list[str]:
        """End what plays on a node, or everywhere."""
        warnings = super().hush(node)
        self._keep(lambda played: node not in (None, played[0]))
        return warnings

    def mute(self, node: str, muted: bool) -> list[str]:
        """Mute a node, or let it sound again."""
        warnings = super().mute(node, muted)
        (self._muted.add if muted else self._muted.discard)(node)
        return warnings

    def remove(self, name: str) -> list[str]:
        """Take a node away, with what plays on it."""
        warnings = super().remove(name)
        self._keep(lambda played: played[0] != name)
        self._muted.discard(name)
        return warnings

    def _keep(self, holds: Callable[[Played], bool]) -> None:
        self._plays = {played: p for played, p in self._plays.items() if holds(played)}
