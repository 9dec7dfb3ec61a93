"""What a session file says, request by request, and how that differs from what it said before."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

Request = dict[str, Any]
Key = tuple[str, ...]
"""What a request is about, like ("play", "bass", "cutoff") or ("tempo",)."""
PLAYED = ("play", "next")  # what plays, and what waits to take its place
FADERS = {"gain": 0.5, "pan": 0.0, "dry": 1.0}  # as a new node has them


class Said:
    """The last word of a file about each thing, in the order of the words."""

    def __init__(self, requests: str = "[]") -> None:
        """`requests` is a JSON list, as the core tells a batch."""
        self.words: dict[Key, Any] = {}
        for request in json.loads(requests):
            self._hear(request)

    def _say(self, key: Key, what: object) -> None:
        self.words.pop(key, None)  # to the end
        self.words[key] = what

    def _forget(self, kinds: Collection[str], node: str | None) -> None:
        for key in [k for k in self.words if k[0] in kinds and node in (None, *_nodes(k))]:
            del self.words[key]

    def _hear(self, request: Request) -> None:
        match request:
            case {"do": "remove" | "disconnect", "at": _}:  # done once
                self._say(("at", json.dumps(request, sort_keys=True)), request)
            case {"do": "node", "name": name}:
                program = {k: v for k, v in request["program"].items() if k != "lines"}
                before = self.words.get(("node", name), {})
                count = request.get("count", before.get("count", 1))
                self._say(("node", name), {"program": program, "count": count})
                self._hear_faders(request)
            case {"do": "input", "name": name}:
                self._say(("node", name), {"channel": request["channel"]})
                self._hear_faders(request)
            case {"do": "osc", "name": name, "address": address}:
                self._forget(("fader",), name)
                self._say(("node", name), {"address": address})
            case {"do": "remove", "name": name}:
                made = ("node", name) in self.words
                self._forget(("node", "fader", "set", *PLAYED, "mute", "solo", "route"), name)
                if not made:
                    self._say(("remove", name), request)
            case {"do": "connect" | "disconnect", "source": source, "target": target}:
                self._say(("route", source, target), request)
            case {"do": "set", "node": node, "control": control}:
                self._say(("set", node, control), request)
            case {"do": "play", "node": node, "start": start} if start != "now":
                self._say(("next", node, request.get("control", "")), request)
            case {"do": "play", "node": node}:
                self.words.pop(("next", node, request.get("control", "")), None)
                self._say(("play", node, request.get("control", "")), request)
            case {"do": "hush"}:
                self._forget(PLAYED, request.get("node"))
                self._say(("hush", request.get("node", "")), request)
            case {"do": "mute" | "solo" as do, "node": node}:
                self._say((do, node), request)
            case {"do": "fade", "path": path}:
                self._say(("fade", path), request)
            case {"do": "tempo" | "meter" | "master" as do}:
                self._say((do,), request)
            case _:  # done once: a scene, a transition
                self._say((request["do"], json.dumps(request, sort_keys=True)), request)

    def _hear_faders(self, request: Request) -> None:
        for fader in FADERS.keys() & request.keys():
            self._say(("fader", request["name"], fader), request[fader])

    def among(self, names: Collection[str]) -> Said:
        """Without what is about nodes that are not there any more."""
        said = Said()
        said.words = {
            k: w for k, w in self.words.items() if all(_is_in(n, names) for n in _nodes(k))
        }
        return said

    def since(self, before: Said) -> list[Request]:
        """What has to be asked of a session that did as `before` said."""
        changed = {
            k for k, w in self.words.items() if k not in before.words or before.words[k] != w
        }
        turned = {k[1] for k in changed if k[0] == "node" and self._sounds(k) != before._sounds(k)}
        changed |= {k for k in self.words if k[0] in PLAYED and k[1] in turned}
        hushed = {k[1] for k in changed if k[0] == "hush"}  # what plays there begins after it
        changed |= {k for k in self.words if k[0] in PLAYED and not hushed.isdisjoint((k[1], ""))}
        ended = {k for k in before.words if k not in self.words}
        changed |= {("play", *k[1:]) for k in ended if k[0] == "next"} & self.words.keys()
        changed |= {("next", *k[1:]) for k in changed if k[0] == "play"} & self.words.keys()
        asked = [r for k in ended if (r := self._end(k, before))]
        nodes = {k[1] for k in changed | ended if k[0] in ("node", "fader")}
        for key, word in self.words.items():
            if key[0] == "node" and key[1] in nodes:
                asked.append(self._node(key[1], changed, ended))
            elif key in changed and key[0] not in ("node", "fader"):
                asked.append(word)
        return asked + [r for k in ended if (r := self._restore(k))]

    def _sounds(self, key: Key) -> bool:
        """Whether a node has sound; where it has none, a pattern means something else."""
        return "address" not in self.words.get(key, {})

    def _node(self, name: str, changed: set[Key], ended: set[Key]) -> Request:
        word = self.words["node", name]
        if "address" in word:
            return {"do": "osc", "name": name, **word}
        faders = {
            fader: self.words.get(("fader", name, fader), usual)
            for fader, usual in FADERS.items()
            if ("fader", name, fader) in changed | ended
        }
        do = "input" if "channel" in word else "node"
        return {"do": do, "name": name, **word, **faders}

    def _end(self, key: Key, before: Said) -> Request | None:
        """What takes away something that was said and no longer is."""
        gone = [
            n for n in _nodes(key) if ("node", n) in before.words and ("node", n) not in self.words
        ]
        if gone and key[0] != "node":
            return None  # it goes with its node
        match key:
            case "play" | "next", *what if any((kind, *what) in self.words for kind in PLAYED):
                return None  # what is said in its place ends it
            case "node", name:
                return {"do": "remove", "name": name}
            case "route", source, target if before.words[key]["do"] == "connect":
                return {"do": "disconnect", "source": source, "target": target}
            case "play" | "next", node, "":
                return {"do": "play", "node": node, "pattern": None}
            case "play" | "next", node, control if self._has(node, control):
                return {"do": "play", "node": node, "control": control, "pattern": None}
            case "mute", node:
                return {"do": "mute", "node": node, "muted": False}
            case "solo", node:
                return {"do": "solo", "node": node, "soloed": False}
            case _:
                return None

    def _restore(self, key: Key) -> Request | None:
        """What lets a control that was set stand where it would without that."""
        match key:
            case "set", node, control if (usual := self._controls(node).get(control)) is not None:
                return {"do": "set", "node": node, "control": control, "value": usual}
            case _:
                return None

    def _controls(self, node: str) -> dict[str, float]:
        """The controls of a node that the file makes, as they are at first."""
        word = self.words.get(("node", node))
        if word is None or "address" in word:
            return {}
        program = word.get("program", {"controls": []})  # none of an input
        return FADERS | {c["name"]: c["initial"] for c in program["controls"]}

    def _has(self, node: str, control: str) -> bool:
        return ("node", node) not in self.words or control in self._controls(node)


def _nodes(key: Key) -> Key:
    """The nodes, or groups, that have to be there for it."""
    if key[0] == "route":
        return key[1:]
    return key[1:2] if key[0] in ("node", "fader", *PLAYED, "set", "mute", "solo") else ()


def _is_in(name: str, names: Collection[str]) -> bool:
    return name in names or any(n.startswith(name + "/") for n in names)
