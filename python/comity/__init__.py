"""Law as rules that can be asked and replayed over tables.

    >>> import comity
    >>> dc = comity.load("dc")
    >>> dc.ask("arrest", at="2025-08-14 12:00", facts={"grounds": ["civil_detainer"]}).ruling
    'forbidden'

A table is any object with the Arrow PyCapsule interface (pyarrow, polars, pandas, DuckDB), and rulings are such an object again.
"""

from __future__ import annotations

from ._book import Book, check, load
from ._replay import Rulings, replay
from ._ruling import Ruling

__all__ = ["Book", "Ruling", "Rulings", "check", "load", "replay"]
__version__ = "0.1.0"
