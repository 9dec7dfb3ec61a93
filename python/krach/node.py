"""A handle to a node: `bass @ pattern`, `bass >> (verb, 0.4)`, `bass["cutoff"] = 1200`."""

import contextlib
import inspect
import warnings
from pathlib import Path
from typing import Protocol

from krach import _core, notebook
from krach._core.krp import Pattern
from krach.error import Error
from krach.shape import Shape, shaped

Playable = Pattern | str | None


class KrachWarning(UserWarning):
    """What was done, but not quite as asked."""


class Port(Protocol):
    """What takes requests and answers queries: a session in this process."""

    @property
    def core(self) -> _core.Core:
        """The session."""
        ...


OURS = (f"{Path(__file__).parent}/", contextlib.__file__)


def warn(messages: list[str]) -> None:
    """Show what a reply warns of, at the line that asked: the innermost that is not ours."""
    if not messages:
        return
    level, frame = 1, inspect.currentframe()
    while frame is not None and frame.f_code.co_filename.startswith(OURS):
        level, frame = level + 1, frame.f_back
    for message in messages:
        warnings.warn(message, KrachWarning, stacklevel=level)


def to_pattern(playable: Playable) -> Pattern | None:
    """A text is mini-notation, or an expression like `hit() * 4`; None ends what plays."""
    return _core.krp.parse_played(playable) if isinstance(playable, str) else playable


def paths(core: _core.Core) -> list[str]:
    """What a node or a control is called: "bass", then "bass/cutoff"."""
    names = core.node_names()
    return [*names, *(f"{name}/{c}" for name in names for c in core.control_names(name))]


class Node:
    """A name and a port. It holds no state of its own: the session behind the port is the truth."""

    def __init__(self, port: Port, name: str) -> None:
        self._port = port
        self.name = name

    def __matmul__(self, what: "Playable | tuple[str, Playable]") -> "Node":
        """Play a pattern or mini-notation; (control, pattern) moves a control; None ends it.

        `bass @ None` ends everything that plays on the node.
        """
        if isinstance(what, tuple):
            control, playable = what
            warn(self._port.core.play(self.name, control, to_pattern(playable)))
        elif what is None:
            warn(self._port.core.hush(self.name))
        else:
            warn(self._port.core.play(self.name, None, to_pattern(what)))
        return self

    def play(self, pattern: Playable, start: str | None = None, phase: str | None = None) -> "Node":
        """Play a pattern: at once, or from the next "beat" or "cycle", or a position like "5/2".

        Until then the one before plays on. phase="zero" begins it where it starts.
        """
        warn(self._port.core.play(self.name, None, to_pattern(pattern), start, phase))
        return self

    def hush(self, start: str | None = None) -> None:
        """End everything that plays on it; start as in play."""
        warn(self._port.core.hush(self.name, start))

    def mute(self) -> None:
        """Silence it and its sends; time runs on."""
        warn(self._port.core.mute(self.name, True))

    def unmute(self) -> None:
        """Let it sound again."""
        warn(self._port.core.mute(self.name, False))

    def solo(self) -> None:
        """Let only soloed sources sound."""
        warn(self._port.core.solo(self.name, True))

    def unsolo(self) -> None:
        """Solo it no longer."""
        warn(self._port.core.solo(self.name, False))

    def gain(self, value: float) -> None:
        """Set its gain: bass.gain(0.3) is bass["gain"] = 0.3."""
        warn(self._port.core.set(self.name, "gain", value))

    def remove(self) -> None:
        """Take it away, with its routes and patterns."""
        warn(self._port.core.remove(self.name))

    def mod(
        self,
        control: str,
        shape: Shape | Pattern = "sine",
        low: float = 0,
        high: float = 1,
        bars: float = 4,
    ) -> None:
        """Move a control up and down: bass.mod("cutoff", "tri", 200, 2000, bars=8)."""
        warn(self._port.core.play(self.name, control, shaped(shape, low, high, bars)))

    def fade(self, control: str, target: float, bars: float = 4) -> None:
        """Move a control from what is heard to `target`: bass.fade("cutoff", 800, bars=8)."""
        warn(self._port.core.fade(f"{self.name}/{control}", target, bars))

    def __rshift__(self, target: "Node | tuple[Node, *tuple[float | str, ...]]") -> "Node":
        """Route to `target`, (target, level), (target, "in1") or (target, level, "in1").

        Gives the target: a >> b >> c is a chain. For ports see kr.connect().
        """
        node, *how = target if isinstance(target, tuple) else (target,)
        level = how.pop(0) if how and not isinstance(how[0], str) else 1.0
        port = port_of(how.pop(0) if how else None)
        if how:
            raise Error("it is no level and no port", f"{self.name} >> {node.name}", PORT_HINT)
        warn(self._port.core.connect(self.name, node.name, float(level), port))
        return node

    def __getitem__(self, control: str) -> float:
        """What a control was set to, or stands at."""
        return self._port.core.get(self.name, control)

    def __setitem__(self, control: str, value: float) -> None:
        """Set a control, in its own unit; out of range it is clamped, with a warning.

        Raises krach.Error naming the node's controls if it has no such control.
        """
        warn(self._port.core.set(self.name, control, value))

    @property
    def controls(self) -> dict[str, float]:
        """Every control of the node with its value."""
        return dict(self._port.core.values(self.name))

    def _ipython_key_completions_(self) -> list[str]:
        return self._port.core.control_names(self.name)

    def _repr_html_(self) -> str:
        return notebook.node(self.name, self.controls)

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value:g}" for name, value in self.controls.items())
        return f"<node {self.name}: {values}>" if values else f"<node {self.name}>"


PORT_HINT = 'write (verb, 0.4), (duck, "in1") or (duck, 0.4, "in1")'


def port_of(port: str | float | None) -> int | None:
    """The number of a port of an effect: "in1" is 1."""
    if port is None or (isinstance(port, int) and port >= 0):
        return port
    if isinstance(port, str) and port.startswith("in") and port[2:].isdecimal():
        return int(port[2:])
    raise Error("it is no port", repr(port), PORT_HINT)


def name_of(node: str | Node) -> str:
    """The name of what is meant by a name or a handle."""
    return node.name if isinstance(node, Node) else node
