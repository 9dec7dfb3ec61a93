"""What completes inside strings: kr["ba, kr.set("bass/cu, bass["cu, bass @ ("cu."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from krach.error import Error
from krach.node import Node, paths
from krach.session import Session

NODES = {"connect", "disconnect", "hush", "mute", "node", "remove", "unmute"}
PATHS = {"get", "play", "set"}
_NAME = r"[A-Za-z_]\w*"
_HOLDER = rf"""(?P<holder>{_NAME}(?:\[\s*(?:"[^"]*"|'[^']*')\s*\])?)"""
_TYPED = r"""\s*(?P<quote>["'])(?P<typed>[\w/-]*)$"""
_INDEX = re.compile(rf"{_HOLDER}\s*\[{_TYPED}")
_MOVE = re.compile(rf"{_HOLDER}\s*@\s*\({_TYPED}")
_BEFORE = r"""(?:[^()"']|"[^"]*"|'[^']*')*?"""  # arguments that are complete
_CALL = re.compile(rf"{_HOLDER}\s*\.\s*(?P<method>{_NAME})\s*\({_BEFORE}{_TYPED}")


class Completion(NamedTuple):
    """What was typed of a name, and the names that begin like it."""

    typed: str
    names: list[str]


def complete(text: str, names: Mapping[str, object]) -> Completion | None:
    """The node, control or path that the end of a line of code may become; none if it is no such.

    `names` are the variables. Nothing is evaluated, and a session is only asked for its names.
    """
    for shape, known in _SHAPES:
        found = shape.search(text)
        if found is None:
            continue
        candidates = known(found, _held(found["holder"], names))
        if candidates:
            typed = found["typed"]
            return Completion(typed, [name for name in candidates if name.startswith(typed)])
    return None


def _held(holder: str, names: Mapping[str, object]) -> object:
    """What a variable holds; of kr["bass"] the node."""
    name, _, index = holder.partition("[")
    value = names.get(name.strip())
    if index and isinstance(value, Session):
        node = index.strip(" ]\"'")
        return Node(value, node) if node in value.nodes else None
    return None if index else value


def _of_index(_: re.Match[str], value: object) -> list[str]:
    return paths(value.core) if isinstance(value, Session) else _of_move(_, value)


def _of_move(_: re.Match[str], value: object) -> list[str]:
    try:
        return list(value.controls) if isinstance(value, Node) else []
    except Error:  # a handle whose node is gone
        return []


def _of_call(found: re.Match[str], value: object) -> list[str]:
    if not isinstance(value, Session):
        return []
    if found["method"] in PATHS:
        return paths(value.core)
    return value.nodes if found["method"] in NODES else []


_SHAPES: list[tuple[re.Pattern[str], Callable[[re.Match[str], object], list[str]]]] = [
    (_INDEX, _of_index),
    (_MOVE, _of_move),
    (_CALL, _of_call),
]
