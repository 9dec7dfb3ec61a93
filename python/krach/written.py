"""A session as a session file: what its requests ask for, in the words of musicians.

Everything that users named is quoted, by repr() or in C++; nothing of it can run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from keyword import iskeyword
from typing import Any

from krach._core import Program

Request = dict[str, Any]
FADERS = {"gain": 0.5, "pan": 0.0, "dry": 1.0, "count": 1}  # as a new node has them
HEAD = '"""A session of krach, as kr.export() wrote it: kr.load() makes it again."""\n'


def written(requests: list[Request]) -> str:
    """The file that makes what the requests of a snapshot make."""
    synths = Synths(requests)
    scenes = [
        f"def {synths.scenes[i]}(kr):\n{_indented(Body(synths, request['requests']).lines)}"
        for i, request in enumerate(r for r in requests if r["do"] == "save")
    ]
    body = "\n".join(Body(synths, requests).lines) + "\n"
    return "\n\n".join([HEAD, *synths.texts, *scenes, body])


def _indented(lines: list[str]) -> str:
    return "".join(f"    {line}\n" for line in lines or ["pass"])


class Names:
    """Names of Python, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = {"kr", "krs", "krp", *taken}

    def take(self, wanted: str) -> str:
        """The name, or one like it."""
        name = re.sub(r"[^A-Za-z0-9_]", "_", wanted)
        if not name[0].isalpha() or iskeyword(name):
            name = "n_" + name
        free, n = name, 2
        while free in self.taken:
            free, n = f"{name}_{n}", n + 1
        self.taken.add(free)
        return free


class Synths:
    """A function for each program, named by the first node that has it; and one for each scene."""

    def __init__(self, requests: list[Request]) -> None:
        self.names = Names()
        self._functions: dict[str, str] = {}
        self.texts: list[str] = []
        self.scenes: list[str] = []
        for request in requests:
            if request["do"] == "save":
                self.scenes.append(self.names.take(f"scene_{request['scene']}"))
        for request in [*requests, *(n for r in requests for n in r.get("requests", ()))]:
            if request["do"] == "node" and self._key(request) not in self._functions:
                self._add(request)

    @staticmethod
    def _key(request: Request) -> str:
        return json.dumps(request["program"], sort_keys=True)

    def _add(self, request: Request) -> None:
        kind = "effect" if request["program"]["inputs"] else "synth"
        name = self.names.take(f"{request['name'].rpartition('/')[2] or 'a'}_{kind}")
        self._functions[self._key(request)] = name
        self.texts.append(Program.from_json(self._key(request)).krs(name))

    def of(self, request: Request) -> str:
        """What the function of a node is called."""
        return self._functions[self._key(request)]


class Body:
    """A line for each request."""

    def __init__(self, synths: Synths, requests: list[Request]) -> None:
        self._synths = synths
        self._names = Names(synths.names.taken)
        self._nodes: dict[str, str] = {}
        self._scene = 0
        self.lines = [self._line(request) for request in requests]

    def _line(self, request: Request) -> str:
        match request:
            case {"do": "tempo", "bpm": value}:
                return f"kr.tempo = {value!r}"
            case {"do": "meter", "beats": value}:
                return f"kr.meter = {value!r}"
            case {"do": "master", "gain": value}:
                return f"kr.master = {value!r}"
            case {"do": "save", "scene": scene}:
                self._scene += 1
                function = self._synths.scenes[self._scene - 1]
                return f"kr.save({scene!a}, kr.trace({function}))"
            case {"do": "node", "name": name}:
                self._nodes[name] = self._names.take(name)
                usual = {k: v for k, v in FADERS.items() if k != "gain"}
                others = [f", {k}={request[k]!r}" for k in usual if request[k] != usual[k]]
                how = f"{self._synths.of(request)}, gain={request['gain']!r}{''.join(others)}"
                return f"{self._nodes[name]} = kr.node({name!a}, {how})"
            case {"do": "input", "name": name}:
                self._nodes[name] = self._names.take(name)
                faders = {k: FADERS[k] for k in ("pan", "dry") if request[k] != FADERS[k]}
                others = "".join(f", {k}={request[k]!r}" for k in faders)
                how = f"{request['channel']!r}, gain={request['gain']!r}{others}"
                return f"{self._nodes[name]} = kr.input({name!a}, {how})"
            case {"do": "osc", "name": name, "address": address}:
                self._nodes[name] = self._names.take(name)
                return f"{self._nodes[name]} = kr.osc({name!a}, {address!a})"
            case {"do": "mute", "node": name}:
                return f"{self._nodes[name]}.mute()"
            case {"do": "solo", "node": name}:
                return f"{self._nodes[name]}.solo()"
            case {"do": "set", "node": name, "control": control, "value": value}:
                return f"{self._nodes[name]}[{control!a}] = {value!r}"
            case {"do": "connect", "source": source, "target": target, "level": level}:
                how = [self._nodes[target]]
                how += [] if level == 1 else [repr(level)]
                how += [f"'in{request['port']}'"] if "port" in request else []
                to = f"({', '.join(how)})" if len(how) > 1 else how[0]
                return f"{self._nodes[source]} >> {to}"
            case {"do": "play", "node": name, "pattern": pattern}:
                return self._play(self._nodes[name], pattern, request)
            case _:
                return _as_data(request)

    def _play(self, node: str, pattern: str | None, request: Request) -> str:
        when = [f", {key}={request[key]!a}" for key in ("start", "phase") if key in request]
        if "control" not in request:
            return f"{node}.play({pattern!a}{''.join(when)})" if when else f"{node} @ {pattern!a}"
        return _as_data(request) if when else f"{node} @ ({request['control']!a}, {pattern!a})"


def _as_data(request: Request) -> str:
    """What has no word: where a fade has got to, what goes at a position."""
    return f"kr.core.apply_json({json.dumps([request], sort_keys=True)!a})"
