"""Fades, solos, scenes, undo and batches: the part of a session that arranges what is there."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from krach import _core
from krach._core.krp import Pattern
from krach.graph import GraphIr
from krach.node import Node, name_of, warn
from krach.shape import Shape, shaped


class Arranging:
    """What a session can do with what is there. A name may be a group: "drums" is drums/kick..."""

    _core: _core.Core
    _one_at_a_time: threading.RLock

    # Who is heard

    def mute(self, node: str | Node) -> None:
        """Silence a node and its sends; time runs on."""
        warn(self._core.mute(name_of(node), True))

    def unmute(self, node: str | Node) -> None:
        """Let a muted node sound again."""
        warn(self._core.mute(name_of(node), False))

    def solo(self, node: str | Node) -> None:
        """Let only soloed sources sound; effects sound on, and no mute is changed."""
        warn(self._core.solo(name_of(node), True))

    def unsolo(self, node: str | Node) -> None:
        """Solo a source no longer."""
        warn(self._core.solo(name_of(node), False))

    def gain(self, node: str | Node, value: float) -> None:
        """Set the gain of a node, or of each node of a group."""
        warn(self._core.set(name_of(node), "gain", value))

    # What moves by itself

    def fade(self, path: str, target: float, bars: float = 4) -> None:
        """Move a value in a straight line from what is heard to `target`, where it stays.

        The path is a control ("bass/cutoff", "drums/gain"), "tempo", "master", or the level of a
        route ("bass>>verb"). Setting it by hand ends the fade.
        """
        warn(self._core.fade(path, target, bars))

    def mod(
        self,
        path: str,
        shape: Shape | Pattern = "sine",
        low: float = 0,
        high: float = 1,
        bars: float = 4,
    ) -> None:
        """Move a control up and down: kr.mod("bass/cutoff", "tri", 200, 2000, bars=8)."""
        node, _, control = path.rpartition("/")
        warn(self._core.play(node, control, shaped(shape, low, high, bars)))

    # Scenes and history

    def save(self, scene: str, graph: GraphIr | None = None) -> None:
        """Keep all that is under a name; or what a graph makes out of nothing."""
        if graph is None:
            return warn(self._core.save(scene))
        return warn(self._core.save_graph(scene, graph.core))

    def recall(self, scene: str) -> None:
        """Make all as it is in a scene; what was there alike plays on."""
        warn(self._core.recall(scene))

    def forget(self, scene: str) -> None:
        """Give up a scene."""
        warn(self._core.forget(scene))

    @property
    def scenes(self) -> list[str]:
        """The names of all scenes."""
        return self._core.scene_names()

    def undo(self) -> None:
        """Go back to how it was before the last request, or the last batch."""
        warn(self._core.undo())

    def redo(self) -> None:
        """Do again what was undone last."""
        warn(self._core.redo())

    @property
    def history(self) -> list[str]:
        """What can be undone, the last at the end."""
        return self._core.history()

    # Several at once

    @contextmanager
    def batch(self) -> Generator[None, None, None]:
        """Do all that is asked inside at its end, at one moment, or nothing if it fails.

        What is read inside is as it will be. A mistake inside shows on its line.
        """
        with self._together(None):
            yield

    @contextmanager
    def transition(self, bars: float = 8) -> Generator[None, None, None]:
        """Get from what is to what is asked for inside, over so many bars.

        Values, levels, the tempo and the master move in straight lines; new sources rise from
        silence, what is removed falls into it; a new pattern starts on the next cycle.
        `with kr.transition(bars=8): kr.recall("drop")` fades into a scene.
        """
        with self._together(bars):
            yield

    @contextmanager
    def _together(self, bars: float | None) -> Generator[None, None, None]:
        with self._one_at_a_time:
            self._core.begin_batch()
            try:
                yield
            except BaseException:
                self._core.drop_batch()
                raise
            warn(self._core.end_batch(bars))
