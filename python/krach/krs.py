"""Signals: what synth functions are written in. A call computes nothing: it is traced."""

from krach._core.krs import *  # noqa: F403
