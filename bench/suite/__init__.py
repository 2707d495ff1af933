"""The suites by the first part of their benchmarks' names."""

from __future__ import annotations

from .common import Settings
from .decide import decide
from .engine import ask, compile_

SUITES = {"compile/": compile_, "decide/": decide, "ask/": ask}

__all__ = ["SUITES", "Settings"]
