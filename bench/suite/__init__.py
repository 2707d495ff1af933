"""The suites by the first part of their benchmarks' names."""

from __future__ import annotations

from .common import Settings
from .decide import decide
from .engine import ask, compile_
from .proof import diff, prove

SUITES = {"compile/": compile_, "decide/": decide, "ask/": ask, "prove/": prove, "diff/": diff}

__all__ = ["SUITES", "Settings"]
