"""The one exception: what happened, where, and what to do next."""

Fault = tuple[str, str, str]


class Error(ValueError):
    """A fact, its place and the remedy; `faults` lists them all, when a text had several."""

    def __init__(
        self, fact: str, place: str = "", remedy: str = "", faults: list[Fault] | None = None
    ) -> None:
        self.faults: list[Fault] = faults or [(fact, place, remedy)]
        super().__init__("\n".join(_print(*fault) for fault in self.faults))


def _print(fact: str, place: str, remedy: str) -> str:
    where = f"{place}: " if place else ""
    hint = f"\n  hint: {remedy}" if remedy else ""
    return f"{where}{fact}{hint}"
