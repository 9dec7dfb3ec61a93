"""What a notebook shows of a session, a node and a synth. All that users named is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from krach import _core
from krach._core import Program
from krach._core.krp import Pattern
from krach.diagram import diagram

Played = tuple[str, str | None]
MOST = 200  # characters of a pattern
LEFT = ' style="text-align:left"'


def session(core: _core.Core, plays: dict[Played, Pattern], muted: list[str]) -> str:
    """The transport, a row for each node, and the routes."""
    transport = f"<b>{core.tempo:g} BPM</b>, {core.meter:g} beats a bar, master {core.master:g}"
    rows: list[tuple[str, ...]] = []
    for name in core.node_names():
        values = ", ".join(f"{escape(c)} {v:g}" for c, v in core.values(name))
        played = [_played(control, p) for (node, control), p in plays.items() if node == name]
        shown = escape(name) + (" (muted)" if name in muted else "")
        rows.append((shown, values, "<br/>".join(played)))
    nodes = _table(("node", "controls", "plays"), rows) if rows else ""
    return f"<div><div>{transport}</div>{nodes}{diagram(core.routes())}</div>"


def graph(title: str, requests: list[dict[str, Any]], routes: dict[tuple[str, str], float]) -> str:
    """A row for each node, and the routes."""
    rows: list[tuple[str, ...]] = []
    for name in [r["name"] for r in requests if r["do"] in ("node", "input", "osc")]:
        own = [r for r in requests if r.get("node") == name]
        values = ", ".join(f"{escape(r['control'])} {r['value']:g}" for r in own if "value" in r)
        played = [_played(r.get("control"), r["pattern"]) for r in own if r.get("pattern")]
        rows.append((escape(name), values, "<br/>".join(played)))
    table = _table(("node", "set", "plays"), rows) if rows else ""
    return f"<div><div>{escape(title)}</div>{table}{diagram(routes)}</div>"


def _played(control: str | None, pattern: Pattern | str) -> str:
    text = pattern if isinstance(pattern, str) else repr(pattern)
    shown = text if len(text) <= MOST else text[: MOST - 1] + "…"
    return f"{escape(control) + ': ' if control else ''}<code>{escape(shown)}</code>"


def node(name: str, controls: dict[str, float]) -> str:
    """A row for each control."""
    rows = [(escape(control), f"{value:g}") for control, value in controls.items()]
    return f"<div><b>{escape(name)}</b>{_table(('control', 'value'), rows)}</div>"


def synth(name: str, program: Program) -> str:
    """What a function became: a row for each control, and its operations as a drawing."""
    operations = len(json.loads(program.to_json()).get("operations", []))
    size = f"{program.inputs} in, {program.outputs} out, {operations} operations"
    rows = [
        (escape(control), *(f"{value:g}" for value in (initial, low, high)))
        for control, (initial, low, high) in program.controls.items()
    ]
    table = _table(("control", "initial", "low", "high"), rows) if rows else ""
    return (
        f"<div><b>{escape(name)}</b>: {size}{table}{_drawing(program) if operations else ''}</div>"
    )


def _drawing(program: Program) -> str:
    svg: str = program._repr_svg_()  # pyright: ignore  # nanobind's stubs leave it out
    return f"<details><summary>operations</summary>{svg}</details>"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """The cells are HTML."""
    heads = "".join(f"<th{LEFT}>{title}</th>" for title in head)
    lines = ("".join(f"<td{LEFT}>{cell}</td>" for cell in row) for row in rows)
    return f"<table><tr>{heads}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
