"""Mistakes as a musician wants to read them: fact, place and remedy, without a traceback."""

from __future__ import annotations

import builtins
import difflib
import linecache
import os
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from krach.error import Error

Ours = Callable[[str], str | None]
"""What the musician calls the file of that name; none if it is none of theirs."""


class Place(NamedTuple):
    """A line that the musician wrote."""

    shown: str  # the file's name as it is shown
    file: str
    line: int

    def source(self) -> str:
        """The line itself."""
        linecache.checkcache(self.file)  # it may have been saved since
        return linecache.getline(self.file, self.line).strip()

    def __str__(self) -> str:
        return f"{self.shown}:{self.line}"


def beside(session: Path) -> Ours:
    """The session file and those in its folder, by their path from here."""

    def shown(name: str) -> str | None:
        return os.path.relpath(name) if Path(name).parent == session.parent else None

    return shown


def explain(error: BaseException, ours: Ours, names: Iterable[str] = ()) -> str:
    """Say in one message what went wrong, where in what the musician wrote, and what to do.

    `names` are what they might have meant, beside Python's own.
    """
    place = _place(error, ours)
    if isinstance(error, Error):
        return f"{place or 'krach'}: {error}"
    text = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
    if place is None:  # not the musician's fault
        return f"krach: {text}\n  hint: KRACH_TRACEBACK=1 shows where in krach this happened"
    return f"{place}: {text}\n  hint: {_near(error, names) or f'look at: {place.source()}'}"


def wants_traceback() -> bool:
    """Does somebody look for a fault of krach itself?"""
    return bool(os.environ.get("KRACH_TRACEBACK"))


def _place(error: BaseException, ours: Ours) -> Place | None:
    """The innermost line of theirs that led here."""
    lines = [(f.filename, f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        lines.append((error.filename or "", error.lineno))
    for file, line in reversed(lines):
        if (shown := ours(file)) is not None:
            return Place(shown, file, line or 1)
    return None


def _near(error: BaseException, names: Iterable[str]) -> str | None:
    """The name that was meant, if the error is about a name."""
    if isinstance(error, AttributeError):
        known = dir(error.obj)
    elif isinstance(error, NameError):
        known = [*names, *dir(builtins)]
    else:
        return None
    near = difflib.get_close_matches(error.name or "", known, n=1)
    return f"did you mean '{near[0]}'?" if near else None
