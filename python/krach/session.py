"""The audio graph: nodes, routes, what plays, the transport, and rendering."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Literal, TypedDict, Unpack, overload

from krach import _core, notebook, sources
from krach._core import Program, krp
from krach.audio import Audio
from krach.error import Error
from krach.graphs import Graphs
from krach.loading import Loads, find
from krach.node import Node, Playable, name_of, paths, port_of, to_pattern, warn
from krach.playing import Playing
from krach.reading import Reading
from krach.synth import Synth, SynthFunction

Progress = Callable[[int, int], None]


class NodeOptions(TypedDict, total=False):
    """What node() takes by name; what is None, or is not there, stays as it is."""

    gain: float | None
    pan: float | None
    dry: float | None
    count: int | None


class Session(Graphs, Playing, Reading):
    """One piece of music. In a session file it is `kr`."""

    hit = staticmethod(krp.hit)
    note = staticmethod(krp.note)
    rest = staticmethod(krp.rest)
    seq = staticmethod(krp.seq)
    cat = staticmethod(krp.cat)
    stack = staticmethod(krp.stack)
    struct = staticmethod(krp.struct)
    p = staticmethod(krp.p)
    sine = staticmethod(krp.sine)
    saw = staticmethod(krp.saw)
    tri = staticmethod(krp.tri)
    ramp = staticmethod(krp.ramp)
    square = staticmethod(krp.square)
    rand = staticmethod(krp.rand)

    def __init__(self, core: _core.Core | None = None) -> None:
        self._core: _core.Core = core or _core.Session()
        self._one_at_a_time = threading.RLock()  # for what lets other threads run meanwhile
        self._watch = sources.Watch(sources.weakly(self._change))
        self._loads = Loads(sources.weakly(self.load))

    # Nodes and routes

    def dsp(self, function: SynthFunction) -> Synth:
        """Decorator: trace a synth function where it is written, so that mistakes show there."""
        return Synth(function)

    def node(
        self,
        name: str,
        function: Synth | SynthFunction | Program | str | Path,
        *,
        gain: float | None = None,
        pan: float | None = None,
        dry: float | None = None,
        count: int | None = None,
    ) -> Node:
        """Make a node, or give one another function; then its routes, patterns and values stay.

        gain is 0.5, pan 0 (-1 left, 1 right), dry 1 (its level in the master), count 1 (voices)
        unless given. A function with an audio parameter makes an effect. In place of a function
        stands a file, "lead.dsp" in FAUST or "lead.py", or the name of one in ~/.krach/dsp: when
        it is saved, the node has what is new in it, and if that fails, what it had.
        """
        return self._make(name, function, {"gain": gain, "pan": pan, "dry": dry, "count": count})

    def input(
        self,
        name: str,
        channel: int = 0,
        *,
        gain: float | None = None,
        pan: float | None = None,
        dry: float | None = None,
    ) -> Node:
        """Make a node of what comes in, such as a microphone: kr.input("mic") >> (verb, 0.4).

        `channel` is one of those that `krach devices` lists for the device; a card is heard once
        kr.inputs says how many. What comes in with a block goes out with it. On a clock, and in a
        rendering, it is silent.
        """
        with self._one_at_a_time:
            warn(self._core.set_input(name, channel, gain, pan, dry))
            self._watch.forget(name)
        return Node(self, name)

    def osc(self, name: str, address: str) -> Node:
        """Make a target outside: kr.osc("lights", "127.0.0.1:9000") @ krp.osc("/cue", 1, "red").

        What plays on it goes to that address as messages of OSC over UDP, each when it is heard. It
        has no sound; it is muted, soloed, hushed and removed as nodes are. A rendering sends
        nothing. Other events than krp.osc() go to /NAME as keys and values: "note", 60.
        """
        with self._one_at_a_time:
            warn(self._core.set_osc(name, address))
            self._watch.forget(name)
        return Node(self, name)

    def _change(self, name: str, path: Path) -> None:
        synth = sources.load(path)
        with self._one_at_a_time:
            # it may be another node since, or of a batch that was dropped
            if self._watch.knows(name, path) and name in self.nodes:
                self._core.set_node(name, synth.program, None, None, None, None)

    def remove(self, node: str | Node) -> None:
        """Take a node away, with its routes and patterns."""
        with self._one_at_a_time:
            warn(self._core.remove(name_of(node)))
            self._watch.forget(name_of(node))

    def voice(
        self,
        name: str,
        function: Synth | SynthFunction | Program | str | Path,
        **options: Unpack[NodeOptions],
    ) -> Node:
        """Make a node that is a source: as node(), but an effect is refused."""
        return self._make(name, function, options, is_effect=False)

    def bus(
        self,
        name: str,
        function: Synth | SynthFunction | Program | str | Path,
        **options: Unpack[NodeOptions],
    ) -> Node:
        """Make a node that is an effect: as node(), but a source is refused."""
        return self._make(name, function, options, is_effect=True)

    def _make(
        self,
        name: str,
        function: Synth | SynthFunction | Program | str | Path,
        options: NodeOptions,
        is_effect: bool | None = None,
    ) -> Node:
        path, before = None, None
        if isinstance(function, str | Path):
            path = sources.find(function)
            before = sources.state(path)
            function = sources.load(path)
        synth = function if isinstance(function, Synth) else Synth(function)
        hears = synth.program.inputs > 0
        if hears and is_effect is False:
            raise Error("it hears audio, so it is an effect", f"voice '{name}'", "use kr.bus()")
        if not hears and is_effect:
            raise Error("it hears no audio, so it is no effect", f"bus '{name}'", "use kr.voice()")
        with self._one_at_a_time:
            warn(self._core.set_node(name, synth.program, **options))
            if path is not None:
                self._watch.add(name, path, before)
            else:
                self._watch.forget(name)
        return Node(self, name)

    def connect(
        self,
        source: str | Node,
        target: str | Node,
        level: float = 1.0,
        port: str | int | None = None,
    ) -> None:
        """Route `source` to the effect `target`: source >> (target, level).

        An effect with two audio parameters hears left and right with them; with a port, "in0" or
        "in1", one of them hears the mean of both: kr.connect("kick", "duck", port="in1").
        """
        warn(self._core.connect(name_of(source), name_of(target), level, port_of(port)))

    def disconnect(self, source: str | Node, target: str | Node) -> None:
        """Take a route away."""
        warn(self._core.disconnect(name_of(source), name_of(target)))

    def unsend(self, source: str | Node, target: str | Node) -> None:
        """Take a route away, as disconnect()."""
        self.disconnect(source, target)

    def __getitem__(self, path: str) -> "Node | float":
        """kr["bass"] is a handle, kr["bass/cutoff"] a control's value."""
        if path in self.nodes or "/" not in path:
            self._core.control_names(path)  # an error if there is no such node
            return Node(self, path)
        return self.get(path)

    def __setitem__(self, path: str, value: float) -> None:
        """kr["bass/cutoff"] = 1200."""
        self.set(path, value)

    # What plays

    def play(
        self,
        path: str | Node,
        pattern: Playable,
        start: str | None = None,
        phase: str | None = None,
    ) -> None:
        """Play on a node ("bass"), or on one of its controls ("bass/cutoff").

        start: at once unless "beat", "cycle", or a position like "5/2"; until then the pattern
        before plays on. phase: "zero" begins it there, else it is in phase with the transport.
        """
        node, control = self._split(name_of(path))
        warn(self._core.play(node, control, to_pattern(pattern), start, phase))

    def hush(self, node: str | Node, start: str | None = None) -> None:
        """End what plays on a node, or on each of a group; start as in play."""
        warn(self._core.hush(name_of(node), start))

    def stop(self, start: str | None = None) -> None:
        """End what plays on every node; start as in play."""
        warn(self._core.hush(None, start))

    # Values

    def set(self, path: str, value: float) -> None:
        """Set a control: kr.set("bass/cutoff", 1200)."""
        node, control = self._path(path)
        warn(self._core.set(node, control, value))

    def get(self, path: str) -> float:
        """What a control was set to, or stands at: kr.get("bass/cutoff")."""
        return self._core.get(*self._path(path))

    @property
    def tempo(self) -> float:
        """Beats a minute, 1 to 999."""
        return self._core.tempo

    @tempo.setter
    def tempo(self, bpm: float) -> None:
        warn(self._core.set_tempo(bpm))

    @property
    def meter(self) -> float:
        """Beats a cycle (a bar), 1/4 to 64."""
        return self._core.meter

    @meter.setter
    def meter(self, beats: float) -> None:
        warn(self._core.set_meter(beats))

    @property
    def master(self) -> float:
        """The gain of the output, a factor."""
        return self._core.master

    @master.setter
    def master(self, gain: float) -> None:
        warn(self._core.set_master(gain))

    # Session files

    def load(self, path: str | os.PathLike[str]) -> ModuleType:
        """Run a session file into this session. Gives what the file defines.

        The second time, what changed in the file changes here, what it no longer makes goes, and
        the rest plays on untouched. A mistake in it is raised, and then nothing changes. A file of
        data, "x.json" that kr.export() wrote, makes the session what it was.
        """
        with self._one_at_a_time:
            if (file := find(path)).suffix == ".json":
                return self._load_data(file)
            watched = self._watch.files()
            try:
                module = self._loads.run(path, self, self._core)
            except BaseException:
                self._watch.restore(watched)
                raise
            there = set(self.nodes)
            for name in self._watch.files().keys() - there:
                self._watch.forget(name)
        return module

    def watch(self, path: str | os.PathLike[str]) -> ModuleType:
        """Load a session file, and again on each save; a mistake is told and changes nothing."""
        return self.load(self._loads.watch(path))

    def unwatch(self, path: str | os.PathLike[str]) -> None:
        """Leave a file alone that was watched; what it made plays on."""
        self._loads.unwatch(path)

    # Rendering

    @overload
    def render(
        self,
        path: None = None,
        *,
        bars: float | None = ...,
        seconds: float | None = ...,
        sample_rate: int = ...,
        block_size: int = ...,
        seed: int = ...,
        stems: Literal[False] = ...,
        progress: Progress | None = ...,
    ) -> Audio: ...
    @overload
    def render(
        self,
        path: None = None,
        *,
        bars: float | None = ...,
        seconds: float | None = ...,
        sample_rate: int = ...,
        block_size: int = ...,
        seed: int = ...,
        stems: Literal[True],
        progress: Progress | None = ...,
    ) -> dict[str, Audio]: ...
    @overload
    def render(
        self,
        path: str | os.PathLike[str],
        *,
        bars: float | None = ...,
        seconds: float | None = ...,
        sample_rate: int = ...,
        block_size: int = ...,
        seed: int = ...,
        stems: bool = ...,
        progress: Progress | None = ...,
    ) -> list[str]: ...
    def render(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        bars: float | None = None,
        seconds: float | None = None,
        sample_rate: int = 48000,
        block_size: int = 128,
        seed: int = 1,
        stems: bool = False,
        progress: Progress | None = None,
    ) -> Audio | dict[str, Audio] | list[str]:
        """Render from the start, faster than real time; the session stays as it is.

        Without a path: a numpy array, float32 of shape (frames, 2), +-1.0 full scale, which a
        notebook plays; with stems a dict of them by node name, and "master", which they sum to.
        With a path: the files written, `out.wav` and, with stems, `out.bass.wav` beside it. The
        length is `bars` (8 unless given) or `seconds`. `progress(done, all)` is called with frames.
        """
        options = (bars, seconds, sample_rate, block_size, seed, stems, progress)
        with self._one_at_a_time:
            if path is not None:
                return self._core.render_file(os.fspath(path), *options)
            sounds = self._core.render(*options)
        audio = {name: Audio(sound, sample_rate) for name, sound in sounds.items()}
        return audio if stems else audio["master"]

    # What it shows

    def _repr_html_(self) -> str:
        return notebook.session(self._core, self.plays, self.muted)

    def _ipython_key_completions_(self) -> list[str]:
        return paths(self._core)

    def __repr__(self) -> str:
        return f"<session: {self.tempo:g} BPM, {len(self.nodes)} nodes: {', '.join(self.nodes)}>"

    def _split(self, path: str) -> tuple[str, str | None]:
        if path in self.nodes or "/" not in path:
            return path, None
        return self._path(path)

    def _path(self, path: str) -> tuple[str, str]:
        node, slash, control = path.rpartition("/")
        if not slash:
            raise Error(
                "the path names no control",
                f"'{path}'",
                f'write "{path}/CONTROL", like "bass/cutoff"',
            )
        return node, control
