"""Routes as a drawing: sources at the left, each effect to the right of all that it hears."""

from html import escape

Routes = dict[tuple[str, str], float]
WIDE, HIGH, GAP, ROW = 110, 24, 70, 40  # of a box; between two columns; from row to row


def diagram(routes: Routes) -> str:
    """SVG: a box for each node that is routed, a line for each route with its level."""
    if not routes:
        return ""
    places = _places(routes)
    across = max(x for x, _ in places.values()) + WIDE + 10
    down = max(y for _, y in places.values()) + HIGH + 10
    lines = [_line(places[a], places[b], level) for (a, b), level in routes.items()]
    boxes = [_box(name, x, y) for name, (x, y) in places.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'font-family="sans-serif" font-size="11">{"".join(lines + boxes)}</svg>'
    )


def columns(routes: Routes) -> dict[str, int]:
    """The column of each node: the most routes that lead to it, one after the other."""
    column = {name: 0 for route in routes for name in route}
    for _ in column:  # as long as the longest chain can be; there are no circles
        for source, target in routes:
            column[target] = max(column[target], column[source] + 1)
    return column


def _places(routes: Routes) -> dict[str, tuple[int, int]]:
    """The upper left corner of each box."""
    filled: dict[int, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for name, column in sorted(columns(routes).items()):
        row = filled[column] = filled.get(column, -1) + 1
        places[name] = 10 + column * (WIDE + GAP), 10 + row * ROW
    return places


def _line(source: tuple[int, int], target: tuple[int, int], level: float) -> str:
    x1, y1 = source[0] + WIDE, source[1] + HIGH // 2
    x2, y2 = target[0], target[1] + HIGH // 2
    bend = f"M{x1} {y1} C{x1 + GAP // 2} {y1} {x2 - GAP // 2} {y2} {x2} {y2}"
    text = f'<text x="{x2 - 4}" y="{y2 - 4}" text-anchor="end" fill="#777">{level:g}</text>'
    return f'<path d="{bend}" fill="none" stroke="#888"/>{text}'


def _box(name: str, x: int, y: int) -> str:
    shown = name if len(name) <= 16 else name[:15] + "…"
    return (
        f'<g><title>{escape(name)}</title><rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" '
        f'rx="4" fill="#def"/><text x="{x + WIDE // 2}" y="{y + 16}" text-anchor="middle" '
        f'fill="#333">{escape(shown)}</text></g>'
    )
