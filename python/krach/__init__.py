"""krach: live coding audio.

`kr = krach.Session()` is the audio graph, `krs` has the signals that synth functions are written
in, `krp` the patterns.
"""

from krach import krp, krs
from krach._core import Status
from krach.engine import connect
from krach.error import Error
from krach.graph import GraphIr
from krach.handle import GraphHandle
from krach.node import KrachWarning, Node
from krach.session import Session
from krach.synth import Synth

__all__ = [
    "Error",
    "GraphHandle",
    "GraphIr",
    "KrachWarning",
    "Node",
    "Session",
    "Status",
    "Synth",
    "connect",
    "krp",
    "krs",
]
