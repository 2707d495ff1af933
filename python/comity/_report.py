"""The report of a replay: counts, rates and intervals, as text, JSON, CSV, Parquet and a page that opens without a network."""

from __future__ import annotations

import html
import io
import json
import os
import pathlib
from typing import Any


def csv_as_table(text: str) -> Any:
    """The groups' CSV as a pyarrow.Table: what comes before `rows` is text, counts are integers, rates are numbers."""
    import pyarrow as pa
    import pyarrow.csv

    names = pyarrow.csv.open_csv(io.BytesIO(text.encode())).schema.names
    first = names.index("rows")
    types = {}
    for place, name in enumerate(names):
        types[name] = pa.string() if place < first else pa.float64() if name.endswith(("_rate", "_low", "_high")) else pa.int64()
    convert = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    return pyarrow.csv.read_csv(io.BytesIO(text.encode()), convert_options=convert)


class Report(dict[str, Any]):
    """The numbers in the form of `comity replay --json`; a notebook shows the page."""

    def __init__(self, core: Any) -> None:
        super().__init__(json.loads(core.json()))
        self._text: str = core.text()
        self._csv: str = core.csv()
        self._html: str = core.html()
        self.warnings: str = core.warnings

    @property
    def rows(self) -> int:
        return int(self["rows_in"])

    def rate(self, ruling: str) -> float:
        """Of all rows that were ruled."""
        return float(self["all"][ruling]["rate"])

    def html(self, path: str | os.PathLike[str] | None = None) -> str:
        """The page, complete in itself; also written to `path`."""
        if path is not None:
            pathlib.Path(path).write_text(self._html, encoding="utf-8")
        return self._html

    def csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """One line a group."""
        if path is not None:
            pathlib.Path(path).write_text(self._csv, encoding="utf-8", newline="")
        return self._csv

    def arrow(self) -> Any:
        """One row a group, as a pyarrow.Table."""
        return csv_as_table(self._csv)

    def parquet(self, path: str | os.PathLike[str]) -> None:
        import pyarrow.parquet

        pyarrow.parquet.write_table(self.arrow(), path)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<comity.Report {self['action']} under {self['book']['name']}: {self.rows} rows>"

    def _repr_html_(self) -> str:
        # In a frame, so that the page's looks stay its own.
        page = html.escape(self._html, quote=True)
        return f'<iframe title="replay report" srcdoc="{page}" style="width:100%;height:42rem;border:1px solid #ccc"></iframe>'
