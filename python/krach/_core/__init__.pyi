"""The compiled part of krach."""

from collections.abc import Callable, Sequence
from typing import Annotated, overload

import numpy
from numpy.typing import NDArray

from krach._core import krp as krp, krs as krs


class Program:
    """A traced synth function."""

    @property
    def inputs(self) -> int:
        """Audio channels in."""

    @property
    def outputs(self) -> int:
        """Audio channels out."""

    @property
    def controls(self) -> dict[str, tuple[float, float, float]]:
        """(initial, low, high) by name."""

    def faust(self) -> str:
        """FAUST source that computes the same."""

    def to_json(self) -> str:
        """The program as JSON, which from_json() reads."""

    @staticmethod
    def from_json(text: str) -> Program:
        """
        The program that to_json() wrote. What is wrong with it is a krach.Error.
        """

    def krs(self, name: str) -> str:
        """The Python function of that name that makes the same program."""

    def __str__(self) -> str: ...

    def __hash__(self) -> int: ...

    def __repr__(self) -> str: ...

    def __eq__(self, other: object, /) -> bool: ...

class Tracing:
    """Keeps what krs functions are called until finish()."""

    def __init__(self, inputs: int) -> None: ...

    def inputs(self) -> list[krs.Signal]:
        """The audio the program hears."""

    def finish(self, outputs: Sequence[krs.Signal]) -> Program:
        """The program."""

    def abandon(self) -> None:
        """End the tracing without a program."""

def read_faust(name: str, text: bytes, folders: Sequence[str]) -> Program:
    """The program of a FAUST source."""

class Graph:
    """A session, or a part of one: the requests that make it."""

    @staticmethod
    def from_json(text: str) -> Graph:
        """What is wrong in it is a krach.Error."""

    def to_json(self) -> str:
        """{"version": 1, "prefix": ..., "requests": [...]}"""

    @property
    def prefix(self) -> str | None:
        """What it has all of: "" is the whole session."""

    @property
    def nodes(self) -> list[str]: ...

    def moved(self, prefix: str) -> Graph:
        """The same nodes under another prefix."""

    def __eq__(self, arg: object, /) -> bool: ...

def devices() -> list[tuple[str, bool]]:
    """
    The names of the outputs there are now, and whether one is the default.
    """

class Status:
    """A device and what plays on it, at one moment."""

    def __repr__(self) -> str: ...

    @property
    def device(self) -> str: ...

    @property
    def sample_rate(self) -> int:
        """In Hz."""

    @property
    def block_size(self) -> int:
        """In frames."""

    @property
    def xruns(self) -> int:
        """Counted by the device."""

    @property
    def losses(self) -> int:
        """Times it went away."""

    @property
    def inputs(self) -> int:
        """Channels that can be heard."""

    @property
    def lost(self) -> bool:
        """Away just now: a clock runs in its place."""

    @property
    def cycle(self) -> float:
        """The position, in cycles."""

    @property
    def frame(self) -> int:
        """Since the start."""

    @property
    def load(self) -> float:
        """Of the audio thread: 1 is all the time there is."""

    @property
    def peak(self) -> float:
        """Since the last status, as a factor of full scale."""

    @property
    def voices(self) -> int:
        """That sound."""

    @property
    def late(self) -> int:
        """Commands that came after their frame."""

    @property
    def roundings(self) -> int:
        """Of musical time, in this process."""

    @property
    def limited(self) -> float:
        """What the limiter takes away now, in dB."""

    @property
    def most_limited(self) -> float:
        """At most since the start, in dB."""

    @property
    def blocks_dc(self) -> bool:
        """A constant offset is taken away now."""

    @property
    def resets(self) -> int:
        """Voices that made no numbers and began again."""

    @property
    def reset_nodes(self) -> list[str]:
        """The nodes that they are of."""

    @property
    def osc_trouble(self) -> str:
        """Why messages do not go out."""

    @property
    def recording(self) -> str:
        """The file; or nothing."""

    @property
    def recorded(self) -> int:
        """In frames."""

    @property
    def unrecorded(self) -> int:
        """Frames that are missing in it, because the disk was slow."""

    @property
    def recording_trouble(self) -> str:
        """Why it ended by itself."""

class Core:
    """One piece of music. Requests give what they warn of."""

    def solo(self, node: str, soloed: bool) -> list[str]: ...

    def fade(self, path: str, target: float, bars: float) -> list[str]: ...

    def save(self, scene: str) -> list[str]: ...

    def recall(self, scene: str) -> list[str]: ...

    def forget(self, scene: str) -> list[str]: ...

    def scene_names(self) -> list[str]: ...

    def undo(self) -> list[str]: ...

    def redo(self) -> list[str]: ...

    def history(self) -> list[str]:
        """What undo would take back, the last at the end."""

    def begin_batch(self) -> None:
        """What is asked for from now on is done by end_batch()."""

    def end_batch(self, transition_bars: float | None = None) -> list[str]:
        """All at one moment, or over some bars."""

    def drop_batch(self) -> None: ...

    def batch_json(self) -> str:
        """
        What has been asked for since begin_batch(), as a JSON list of requests.
        """

    def state_json(self) -> str:
        """All that is there, as the JSON list of the requests that make it."""

    def apply_json(self, requests: str) -> list[str]:
        """All of a JSON list of requests, or nothing."""

    def capture(self, prefix: str) -> Graph:
        """All that is there, or a node or a group, as a value."""

    def traced(self) -> Graph:
        """What has been asked for since begin_batch(), as a value."""

    def replay(self, graph: Graph) -> list[str]:
        """Make the session, or the part of it, as the graph says."""

    def make(self, graph: Graph) -> list[str]:
        """Ask for all that the graph says."""

    def save_graph(self, scene: str, graph: Graph) -> list[str]:
        """Keep what the graph makes out of nothing."""

    def set_node(self, name: str, program: Program, gain: float | None = None, pan: float | None = None, dry: float | None = None, count: int | None = None) -> list[str]: ...

    def set_input(self, name: str, channel: int, gain: float | None = None, pan: float | None = None, dry: float | None = None) -> list[str]: ...

    def set_osc(self, name: str, address: str) -> list[str]: ...

    def remove(self, name: str) -> list[str]: ...

    def connect(self, source: str, target: str, level: float = 1.0, port: int | None = None) -> list[str]: ...

    def disconnect(self, source: str, target: str) -> list[str]: ...

    def set(self, node: str, control: str, value: float) -> list[str]: ...

    def get(self, node: str, control: str) -> float: ...

    def play(self, node: str, control: str | None, pattern: krp.Pattern | None, start: str | None = None, phase: str | None = None) -> list[str]: ...

    def hush(self, node: str | None, start: str | None = None) -> list[str]: ...

    def mute(self, node: str, muted: bool) -> list[str]: ...

    def set_tempo(self, bpm: float) -> list[str]: ...

    def set_meter(self, beats: float) -> list[str]: ...

    def set_master(self, gain: float) -> list[str]: ...

    @property
    def tempo(self) -> float: ...

    @property
    def meter(self) -> float: ...

    @property
    def master(self) -> float: ...

    @property
    def revision(self) -> int:
        """How many requests it has accepted."""

    def node_names(self) -> list[str]: ...

    @overload
    def values(self, node: str) -> list[tuple[str, float]]:
        """Every control of a node with its value."""

    @overload
    def values(self) -> dict[str, list[tuple[str, float]]]: ...

    def effect_names(self) -> list[str]:
        """Those that hear what is routed to them."""

    def control_names(self, node: str) -> list[str]: ...

    def routes(self) -> dict[tuple[str, str], float]: ...

    def plays(self) -> dict[tuple[str, str | None], krp.Pattern]:
        """What plays, by node and by the control that it moves, if it moves one."""

    def muted(self) -> list[str]:
        """The nodes that are muted."""

    def start(self, device: str, sample_rate: int, block_size: int, inputs: int | None, seed: int) -> None: ...

    def change_device(self, device: str | None = None, sample_rate: int | None = None, block_size: int | None = None, inputs: int | None = None) -> None:
        """What is not given stays as it is."""

    def devices(self) -> list[str]:
        """The outputs there are now where the session is."""

    def record(self, path: str | None, overwrite: bool = False) -> None:
        """What is heard, into a WAV file; None ends it."""

    def stop_device(self) -> None: ...

    @property
    def playing(self) -> bool: ...

    def status(self) -> Status: ...

    def render(self, bars: float | None, seconds: float | None, sample_rate: int, block_size: int, seed: int, stems: bool, progress: Callable[[int, int], None] | None) -> dict[str, Annotated[NDArray[numpy.float32], dict(shape=(None, None))]]:
        """float32 of shape (frames, 2) by node name, and "master"."""

    def render_file(self, path: str, bars: float | None, seconds: float | None, sample_rate: int, block_size: int, seed: int, stems: bool, progress: Callable[[int, int], None] | None) -> list[str]:
        """The files written."""

class Session(Core):
    """In this process."""

    def __init__(self) -> None: ...

class Connection(Core):
    """
    In an engine, at the path of its socket, or with its token at host:port.
    """

    def __init__(self, place: str, token: str = '') -> None: ...

def engine_socket() -> str:
    """Where the engine of this user listens, if it runs."""

def engine_runs() -> bool:
    """Does it?"""

def start_engine() -> None:
    """Start it in the background, on the default device."""

def stop_engine() -> None:
    """Fade out and end it."""
