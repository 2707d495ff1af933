"""Law as rules that can be asked, proved and replayed over tables.

    >>> import comity
    >>> dc = comity.load("dc")
    >>> dc.ask("arrest", at="2025-08-14 12:00", facts={"grounds": ["civil_detainer"]}).ruling
    'forbidden'

A table is any object with the Arrow PyCapsule interface (pyarrow, polars, pandas, DuckDB), and rulings are such an object again.
What is not understood is a comity.Error, which is a ValueError with a code.
"""

from __future__ import annotations

import importlib
from typing import Any

from ._book import Book, ask, check, diff, load, prove, why, why_not
from ._errors import Error
from ._proof import Change, Difference, Verdict, WhyNot
from ._replay import Rulings, replay, report
from ._report import Report
from ._ruling import Ruling

__all__ = [
    "Book",
    "Change",
    "Difference",
    "Error",
    "Report",
    "Ruling",
    "Rulings",
    "Verdict",
    "WhyNot",
    "ask",
    "check",
    "diff",
    "load",
    "prove",
    "replay",
    "report",
    "why",
    "why_not",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`comity.frames` and `comity.spark` are there without an import of their own, and cost nothing until they are named."""
    if name in ("frames", "spark"):
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
