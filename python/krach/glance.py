"""The status line of the REPL: where the music is, how the machine fares, and what plays."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from krach._core import Status
from krach.error import Error
from krach.player import line
from krach.session import Session

PERIOD = 0.25  # seconds


@dataclass(frozen=True)
class Glance:
    """A session at one moment; without a status its device is stopped."""

    tempo: float
    meter: float
    playing: list[str]  # nodes with notes that are not muted
    status: Status | None = None

    def text(self, width: int) -> str:
        """One line of at most that many columns; names that do not fit are counted."""
        device = line(self.status, self.meter) if self.status else "stopped"
        count = len(self.playing)
        start = f"{self.tempo:g} BPM  {device}  {count} playing"
        for shown in range(count, -1, -1):
            names = " ".join(self.playing[:shown])
            rest = f" +{count - shown}" if 0 < shown < count else ""
            text = f"{start}: {names}{rest}" if shown else start
            if len(text) <= width:
                return text
        return start[:width]


def look(kr: Session) -> Glance:
    """The session now."""
    muted = kr.muted
    playing = [node for node, control in kr.plays if control is None and node not in muted]
    try:
        status = kr.status
    except Error:  # it is on no device
        status = None
    return Glance(kr.tempo, kr.meter, sorted(playing), status)


class Watcher:
    """Looks at a session a few times a second on its own thread, so that nobody waits for it."""

    def __init__(self, kr: Session) -> None:
        self._kr = kr
        self._done = threading.Event()
        self._last: Glance | str = "…"
        self._thread = threading.Thread(target=self._run, name="krach-glance", daemon=True)
        self._thread.start()

    def text(self, width: int) -> str:
        """What was seen last."""
        last = self._last
        return last[:width] if isinstance(last, str) else last.text(width)

    def close(self) -> None:
        """End the thread."""
        self._done.set()
        self._thread.join(timeout=1)  # unless an engine does not answer

    def _run(self) -> None:
        while not self._done.is_set():
            try:
                self._last = look(self._kr)
            except Exception as error:  # an engine that went away; it may come back
                self._last = str(error).partition("\n")[0]
            self._done.wait(PERIOD)
