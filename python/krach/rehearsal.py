"""A stand-in for a session while a file runs: it tries every request, and keeps what was asked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from krach import _core
from krach._core import Program, krs
from krach._core.krp import Pattern

Key = tuple[str, ...]
"""What a request is about, like ("play", "bass", "cutoff") or ("tempo",)."""
Said = dict[Key, object]
"""What a file said about each, in a form that compares by what is heard."""
FADERS = ("gain", "pan", "dry")


class Request(NamedTuple):
    """A request for another session, which is told what of it differs from the last time."""

    keys: list[Key]
    send: Callable[[_core.Core, set[Key]], object]


class Rehearsal(_core.Session):
    """Refuses what the session that it stands in for would refuse, without touching it.

    It begins with that session's transport and nodes, but for those in `made`, which the file is
    going to make again.
    """

    def __init__(self, live: _core.Core, made: Collection[str], file: Path) -> None:
        super().__init__()
        self.running: set[Path] = {file}  # and the files that load this one
        if isinstance(live, Rehearsal):
            self.running |= live.running
        self._live = live
        super().set_tempo(live.tempo)
        super().set_meter(live.meter)
        super().set_master(live.master)
        self._foreign = {name for name in live.node_names() if name not in made}
        for name in self._foreign:
            self._copy(name)
        for (source, target), level in live.routes().items():
            if {source, target} <= self._foreign:
                super().connect(source, target, level)
        self._counts: dict[str, int | None] = {}
        self.requests: list[Request] = []
        self.said: Said = {}

    def _copy(self, name: str) -> None:
        """A node with those controls that takes audio: a session does not tell its programs."""
        controls = self._live.control_names(name)
        super().set_node(name, _silence([c for c in controls if c not in FADERS]))
        for control in controls:
            super().set(name, control, self._live.get(name, control))

    def _note(self, key: Key, what: object, send: Callable[[_core.Core], object]) -> None:
        self.said[key] = what

        def whole(core: _core.Core, _: object) -> object:
            return send(core)

        self.requests.append(Request([key], whole))

    def _forget(self, holds: Callable[[Key], bool]) -> None:
        self.said = {key: what for key, what in self.said.items() if not holds(key)}

    # Requests

    def set_node(
        self,
        name: str,
        program: Program,
        gain: float | None = None,
        pan: float | None = None,
        dry: float | None = None,
        count: int | None = None,
    ) -> list[str]:
        """Make a node; of its faders only those that changed are sent."""
        warnings = super().set_node(name, program, gain, pan, dry, count)
        if count is None and name not in self._foreign:
            count = self._counts.get(name, 1)  # not what another function had the last time
        self._counts[name] = count
        keys: list[Key] = [("set", name, fader) for fader in FADERS]
        values = zip(keys, (gain, pan, dry), strict=True)
        given = {key: value for key, value in values if value is not None}
        self.said.update({("node", name): (hash(program), count), **given})

        def send(core: _core.Core, changed: set[Key]) -> object:
            gain, pan, dry = (given.get(key) if key in changed else None for key in keys)
            return core.set_node(name, program, gain, pan, dry, count)

        self.requests.append(Request([("node", name), *given], send))
        return warnings

    def remove(self, name: str) -> list[str]:
        """Take a node away; the other session is asked only if it has it."""
        warnings = super().remove(name)
        self._forget(lambda key: name in about(key))
        self._counts.pop(name, None)
        if name in self._foreign:
            self._foreign.remove(name)
            self._note(("remove", name), True, lambda core: core.remove(name))
        return warnings

    def connect(self, source: str, target: str, level: float = 1.0) -> list[str]:
        """Route."""
        warnings = super().connect(source, target, level)
        self._note(
            ("route", source, target), level, lambda core: core.connect(source, target, level)
        )
        return warnings

    def disconnect(self, source: str, target: str) -> list[str]:
        """Take a route away."""
        warnings = super().disconnect(source, target)
        self._note(("route", source, target), None, lambda core: core.disconnect(source, target))
        return warnings

    def set(self, node: str, control: str, value: float) -> list[str]:
        """Set a control."""
        warnings = super().set(node, control, value)
        self._note(("set", node, control), value, lambda core: core.set(node, control, value))
        return warnings

    def play(self, node: str, control: str | None, pattern: Pattern | None) -> list[str]:
        """Begin or end a pattern; it is the same if its expression is."""
        warnings = super().play(node, control, pattern)
        said = None if pattern is None else repr(pattern)
        key = ("play", node, control or "")
        self._note(key, said, lambda core: core.play(node, control, pattern))
        return warnings

    def hush(self, node: str | None) -> list[str]:
        """End what plays on a node, or everywhere."""
        warnings = super().hush(node)
        self._forget(lambda key: key[0] == "play" and node in (None, key[1]))
        self._note(("hush", node or ""), True, lambda core: core.hush(node))
        return warnings

    def mute(self, node: str, muted: bool) -> list[str]:
        """Mute a node, or let it sound again."""
        warnings = super().mute(node, muted)
        self._note(("mute", node), muted, lambda core: core.mute(node, muted))
        return warnings

    def set_tempo(self, bpm: float) -> list[str]:
        """Set the tempo."""
        warnings = super().set_tempo(bpm)
        self._note(("tempo",), bpm, lambda core: core.set_tempo(bpm))
        return warnings

    def set_meter(self, beats: float) -> list[str]:
        """Set the meter."""
        warnings = super().set_meter(beats)
        self._note(("meter",), beats, lambda core: core.set_meter(beats))
        return warnings

    def set_master(self, gain: float) -> list[str]:
        """Set the gain of the output."""
        warnings = super().set_master(gain)
        self._note(("master",), gain, lambda core: core.set_master(gain))
        return warnings

    # The device, which this session has none of

    def start(self, device: str, sample_rate: int, block_size: int, seed: int) -> None:
        """Let the other session play, unless it does."""
        options = (device, sample_rate, block_size, seed)
        self._note(("device",), options, lambda core: core.playing or core.start(*options))

    def stop_device(self) -> None:
        """Let the other session stop."""
        self._note(("device",), None, lambda core: core.stop_device())

    @property
    def playing(self) -> bool:
        """Does the other session play?"""
        return self._live.playing

    def status(self) -> _core.Status:
        """How the other session fares."""
        return self._live.status()


def about(key: Key) -> tuple[str, ...]:
    """The nodes that have to be there for it."""
    if key[0] == "route":
        return key[1:]
    return key[1:2] if key[0] in ("node", "play", "set", "mute") else ()


def _silence(controls: list[str]) -> Program:
    tracing = _core.Tracing(1)
    out = krs.Signal(0.0)
    for name in controls:
        out = out + krs.control(name, 0.0, -3e38, 3e38)
    return tracing.finish([out])
