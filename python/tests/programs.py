"""Programs that nobody would write, to try what works for all of them."""

import json
import random
from typing import Any

from krach._core import Program

OPERANDS = {
    0: "noise sample_rate constant control input",
    1: "neg abs floor sqrt sin cos tan exp log tanh phasor memory table",
    2: "add sub mul div min max pow atan2 lt le gt ge eq ne delay",
    3: "select fma rwtable",
}
COUNT = {name: count for count, names in OPERANDS.items() for name in names.split()}
USUAL = ["input", "control", "noise", "phasor", "memory", "delay", "select", "sin", "abs"]
USUAL += ["add", "sub", "mul", "mul", "min", "max"]
NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, 0.001, 100.0, 1e-30, 7.3, 1 / 3]
NAMES = ["c", "a/b", "a-b", "a_b", "x", "inp", "left", "krs", "lambda", "9to5", "last", "table"]


def random_program(rng: random.Random, most: int = 24) -> Program:
    """Any program that is allowed: with equal operations, unused ones, and odd names."""
    inputs = rng.randrange(3)
    controls = [
        {"name": name, "initial": 0.1, "low": -2.0, "high": 2.0}
        for name in rng.sample(NAMES, rng.randrange(5))
    ]
    tables = [
        [rng.choice([0.0, -0.0, 0.1, -1.5, 1e-30, 3.0]) for _ in range(rng.randrange(1, 40))]
        for _ in range(rng.randrange(3))
    ]
    count = rng.randrange(4, most)
    operations: list[list[Any]] = [["constant", 0.25]]
    while len(operations) < count:
        name = rng.choice(USUAL) if rng.random() < 0.6 else rng.choice(list(COUNT))
        here = len(operations)
        near = [here - 1 - rng.randrange(min(here, 8)) for _ in range(COUNT[name])]
        index = {
            "constant": lambda: rng.choice(NUMBERS),
            "control": lambda: rng.randrange(len(controls)),
            "input": lambda: rng.randrange(inputs),
            "noise": lambda: rng.randrange(3),
            "delay": lambda: rng.randrange(40),
            "table": lambda: rng.randrange(len(tables)),
            "rwtable": lambda: rng.randrange(1, 20),
        }
        if {"control": not controls, "input": not inputs, "table": not tables}.get(name, False):
            continue
        if name == "memory":
            near = [rng.randrange(count)]
        operations.append([name, *near, *([index[name]()] if name in index else [])])
    outputs = [count - 1 - k for k in range(rng.randrange(1, 3))]
    return Program.from_json(
        json.dumps(
            {
                "version": 1,
                "inputs": inputs,
                "controls": controls,
                "operations": operations,
                "outputs": outputs,
                "tables": tables,
            }
        )
    )
