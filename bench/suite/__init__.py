"""The suites by the first part of their benchmarks' names."""

from __future__ import annotations

from .common import Settings
from .decide import decide
from .engine import ask, compile_
from .proof import diff, prove
from .replay import replay

SUITES = {"compile/": compile_, "decide/": decide, "ask/": ask, "prove/": prove, "diff/": diff, "replay/": replay}

__all__ = ["SUITES", "Settings"]
