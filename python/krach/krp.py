"""Patterns: builders, and transforms as values (`p.every(4, krp.reverse)`)."""

from krach._core.krp import *  # noqa: F403
