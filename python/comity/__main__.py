"""The command line: `python3 -m comity …` is `comity …`, and `comity replay` then reads and writes Parquet and Arrow files too."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from . import _core
from ._book import _roots


def _open(path: str) -> Any:
    """A Parquet or Arrow file as a stream of batches."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        raise RuntimeError("pyarrow is not installed; it reads Parquet and Arrow files (pip install pyarrow)") from None

    with open(path, "rb") as file:
        start = file.read(6)
    if start.startswith(b"PAR1"):
        parquet = pyarrow.parquet.ParquetFile(path)
        return pa.RecordBatchReader.from_batches(parquet.schema_arrow, parquet.iter_batches())
    if start.startswith(b"ARROW1"):
        arrow = pa.ipc.open_file(pa.memory_map(path))
        return pa.RecordBatchReader.from_batches(arrow.schema, (arrow.get_batch(i) for i in range(arrow.num_record_batches)))
    return pa.ipc.open_stream(pa.memory_map(path))


def _write(path: str, csv: str) -> None:
    try:
        import pyarrow.parquet
    except ImportError:
        raise RuntimeError("pyarrow is not installed; it writes Parquet files (pip install pyarrow)") from None
    from ._report import csv_as_table

    pyarrow.parquet.write_table(csv_as_table(csv), path)


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.setdefault("COMITY_BOOKS", os.pathsep.join(_roots(None)))
    return _core.run_program(sys.argv[1:], _open, _write)


if __name__ == "__main__":
    sys.exit(main())
