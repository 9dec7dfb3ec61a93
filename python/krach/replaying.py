"""What has to be asked of a session so that it, or a part of it, becomes as a graph says."""

from collections.abc import Callable

from krach.graph import GraphIr, Request, is_under, names_of

Owner = tuple[str, ...]
"""What a request is about: ("node", "bass"), ("route", "bass", "verb"), ("scene", "drop")..."""


def owner(request: Request) -> Owner:
    """What a request of a snapshot is about."""
    names = names_of(request)
    if request["do"] == "save":
        return "scene", request["scene"]
    if len(names) == 2:
        return "route", *names
    return ("node", *names) if names else ("transport", request.get("path", request["do"]))


def _rank(request: Request) -> int:
    """A snapshot's order: what needs another comes after it."""
    kind = owner(request)[0]
    match request["do"]:
        case "fade" if kind == "node":
            return 3 if ">>" in request["path"] else 2  # another node's solo would end the former
        case "fade":
            return 5 if kind == "route" else 8
        case "disconnect":
            return 6
        case "remove":
            return 7
        case _:
            return {"transport": 0, "scene": 1, "node": 2, "route": 4}[kind]


def _by_owner(requests: list[Request]) -> dict[Owner, list[Request]]:
    out: dict[Owner, list[Request]] = {}
    for request in requests:
        out.setdefault(owner(request), []).append(request)
    return out


def target(now: list[Request], graph: GraphIr) -> list[Request]:
    """All that the session has to be, where `now` is what it is: the rest of it stays."""
    if graph.prefix == "":
        return graph.requests
    made = set(graph.nodes)
    is_of: Callable[[str], bool] = made.__contains__
    if (prefix := graph.prefix) is not None:
        is_of = lambda name: is_under(name, prefix)  # noqa: E731
    said = {owner(r) for r in graph.requests}

    def stays(request: Request) -> bool:
        if owner(request) in said:
            return False
        inside = [name for name in names_of(request) if is_of(name)]
        if len(names_of(request)) == 2 and len(inside) == 1:  # a route from or to the outside
            return inside[0] in made
        return not inside

    return sorted([*filter(stays, now), *graph.requests], key=_rank)


def changes(now: list[Request], then: list[Request]) -> list[Request]:
    """What makes one of the other. A node that is alike in both is left alone."""
    before, after = _by_owner(now), _by_owner(then)
    changed = {o for o in before.keys() | after.keys() if before.get(o) != after.get(o)}
    nodes = {o[1] for o in changed if o[0] == "node"}
    asked: list[Request] = []
    for key in sorted(changed & before.keys()):
        leaves = any(r["do"] in ("remove", "disconnect") for r in before[key])
        match key:
            case ("node", name) if not leaves:
                asked.append({"do": "remove", "name": name})
            case ("route", source, to) if not leaves and nodes.isdisjoint((source, to)):
                asked.append({"do": "disconnect", "source": source, "target": to})
            case ("scene", name) if key not in after:
                asked.append({"do": "forget", "scene": name})
            case _:
                pass
    # routes come first among what goes: they may be of nodes that go, too
    asked.sort(key=lambda r: r["do"] != "disconnect")
    again = [r for r in then if owner(r) in changed or not nodes.isdisjoint(_ends(r))]
    return asked + again


def _ends(request: Request) -> tuple[str, ...]:
    key = owner(request)
    return key[1:] if key[0] == "route" else ()
