"""The one exception: what happened, where, and what to do next."""

from typing import NamedTuple


class Mark(NamedTuple):
    """The characters of a text that a fault is about; all count from 1."""

    text: str  # the line they begin in
    line: int
    column: int
    length: int


class Fault(NamedTuple):
    """A fact, its place and the remedy, and the mark if the place is in a text."""

    fact: str
    place: str
    remedy: str
    mark: Mark | None = None


class Error(ValueError):
    """A fact, its place and the remedy; `faults` lists them all, when a text had several."""

    def __init__(
        self,
        fact: str,
        place: str = "",
        remedy: str = "",
        faults: list[Fault] | None = None,
        message: str = "",
    ) -> None:
        self.faults: list[Fault] = faults or [Fault(fact, place, remedy)]
        super().__init__(message or "\n".join(_print(fault) for fault in self.faults))


def _print(fault: Fault) -> str:
    where = f"{fault.place}: " if fault.place else ""
    hint = f"\n  hint: {fault.remedy}" if fault.remedy else ""
    return f"{where}{fault.fact}{hint}"
