#!/usr/bin/env python3
"""Replay beside DuckDB, Polars and OpenFisca-core on one table, and beside pyarrow's own reading of Parquet: equal answers first, then time.

The table is that of comity_bench_replay: eight columns of words, dictionaries of bytes. Two sets of rules (rules.py): the D.C. book as it
stands on 14 August 2025 at noon, and an order of twelve norms. DuckDB runs what `comity export sql` writes for the D.C. book (on fewer rows,
being slow), and of each set one CASE by hand over a table of enums. OpenFisca-core has one thread; its simulation is built, and its facts
told, before the clock starts.
Time is the processor's, divided by the two threads of those that have them; --wall takes the clock's. Best of some rounds in turns.
Output: one JSON object a line (bench, value, unit, peer, peer_value, ratio, equal, note).
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
import subprocess
import tempfile
import time

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import comity
from rules import CODES, DC, ORDER, Rules, openfisca_simulation, polars_expression, sql_case

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
AT = "2025-08-14 12:00"
THREADS = 2


def book_of(rules: Rules):
    if rules.name == "dc":
        return comity.load("dc", books=str(ROOT / "books"))
    facts, norms = re.findall(r'R"\((.*?)\)"', (HERE / "order.cpp").read_text(encoding="utf-8"), re.S)[:2]
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "bench.comity")
        page.write_text(facts + "  in force from 2025-01-01\n" + norms, encoding="utf-8")
        return comity.load(str(page), books=folder)


class Clock:
    def __init__(self, wall: bool, rounds: int) -> None:
        self.wall, self.rounds = wall, rounds

    def time(self, work, threads: int = THREADS) -> float:
        start = (time.perf_counter(), time.process_time())
        work()
        return time.perf_counter() - start[0] if self.wall else (time.process_time() - start[1]) / threads

    def turns(self, *contenders) -> list[float]:
        """The best time of each, a contender being (work, threads), in turns, after one turn that is not counted."""
        best = [float("inf")] * len(contenders)
        for turn in range(self.rounds + 1):
            for place, (work, threads) in enumerate(contenders):
                took = self.time(work, threads)
                if turn > 0:
                    best[place] = min(best[place], took)
        return best


def tell(bench: str, rows: int, ours: float, peer: str, theirs: float, equal: bool, note: str) -> None:
    line = {"bench": f"replay/{bench}", "value": round(rows / ours / 1e6, 1), "unit": "million rows/s", "peer": peer, "peer_value": round(rows / theirs / 1e6, 2)}
    print(json.dumps({**line, "ratio": round(theirs / ours, 2), "equal": bool(equal), "note": note}), flush=True)


def codes_of(column: pa.ChunkedArray) -> np.ndarray:
    """A column of rulings as their codes."""
    found = []
    for chunk in column.chunks:
        number = np.array([CODES.get(word.as_py(), 255) for word in chunk.dictionary], dtype=np.uint8)
        found.append(number[chunk.indices.to_numpy()])
    return np.concatenate(found)


class Bench:
    def __init__(self, rules: Rules, options) -> None:
        self.rules, self.options = rules, options
        self.clock = Clock(options.wall, options.rounds)
        random = np.random.default_rng(20250814)
        self.codes = {fact: random.integers(0, len(words), options.rows, dtype=np.int8) for fact, words in rules.words.items()}
        columns = {fact: pa.DictionaryArray.from_arrays(pa.array(values), pa.array(rules.words[fact])) for fact, values in self.codes.items()}
        self.table = pa.table(columns)
        self.book = book_of(rules)
        self.expected = codes_of(self.ours(self.table))
        self.note = f"{options.rows} rows of 8 dictionary columns, {THREADS} threads, {'the clock' if options.wall else 'processor'} time"

    def ours(self, table: pa.Table | pa.RecordBatchReader) -> pa.ChunkedArray:
        rulings = self.book.replay(table, self.rules.action, at=AT, by_names=True, threads=THREADS)
        return pa.RecordBatchReader.from_stream(rulings).read_all()["ruling"]

    def beside(self, name: str, peer: str, work, result, rows: int = 0, threads: int = THREADS, note: str = "") -> None:
        table = self.table.slice(0, rows) if rows else self.table
        expected = self.expected[:rows] if rows else self.expected
        equal = np.array_equal(result(work()), expected)
        ours, theirs = self.clock.turns((lambda: self.ours(table), THREADS), (work, threads))
        tell(f"{self.rules.name}/{name}", len(expected), ours, peer, theirs, equal, note or self.note)

    # --- the peers ------------------------------------------------------------------------------------------------------------------

    def duckdb_case(self) -> None:
        connection = duckdb.connect(config={"threads": THREADS})
        connection.register("arrow_table", self.table)
        columns = ", ".join(f'"{fact}"::enum({", ".join(repr(word) for word in words)}) as "{fact}"' for fact, words in self.rules.words.items())
        connection.execute(f"create table stops as select {columns} from arrow_table")
        query = f"select ({sql_case(self.rules)})::utinyint as ruling from stops"
        self.beside("duckdb_case", "DuckDB, one CASE over enums", lambda: connection.sql(query).to_arrow_table(), lambda table: table["ruling"].to_numpy())

    def duckdb_export(self) -> None:
        """What `comity export sql` writes, over texts and booleans as it asks for them."""
        rows = min(self.options.export_rows, self.options.rows)
        done = subprocess.run([ROOT / "build/release/comity", "export", "sql", "dc", "--action", self.rules.action], cwd=ROOT, capture_output=True, text=True, check=True)
        connection = duckdb.connect(config={"threads": THREADS})
        connection.register("arrow_table", self.table.slice(0, rows))
        columns = [f"(\"{fact}\"::varchar = 'yes') as \"{fact}\"" if words == ["no", "yes"] else f'"{fact}"::varchar as "{fact}"' for fact, words in self.rules.words.items()]
        connection.execute(f"create table stops as select {', '.join(columns)}, timestamptz '2025-08-14 16:00:00+00' as \"case.at\" from arrow_table")
        query = f"select {done.stdout} as ruling from stops"
        number = np.vectorize(CODES.get, otypes=[np.uint8])
        note = f"the first {rows} rows; the expression holds every epoch, as ours does"
        self.beside("duckdb_export", "DuckDB, the exported SQL", lambda: connection.sql(query).to_arrow_table(), lambda table: number(table["ruling"].to_numpy()), rows, note=note)

    def polars(self) -> None:
        frame = pl.from_arrow(self.table)
        expression = polars_expression(self.rules)
        self.beside("polars", "Polars, one expression over categoricals", lambda: frame.lazy().select(expression).collect(), lambda found: found["ruling"].to_numpy())

    def openfisca(self) -> None:
        simulation = openfisca_simulation(self.rules, self.codes)
        computed = [name for name, _ in self.rules.terms] + ["ruling"]

        def calculate():
            for name in computed:
                simulation.get_holder(name).delete_arrays()
            return simulation.calculate("ruling", "2025-08-14")

        self.beside("openfisca", "OpenFisca-core, a variable a norm", calculate, lambda found: found.astype(np.uint8), threads=1, note=f"{self.note}; OpenFisca-core has one thread")

    def parquet(self) -> None:
        rows = min(self.options.parquet_rows, self.options.rows)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "stops.parquet")
            pq.write_table(self.table.slice(0, rows), path, compression="zstd")
            texts = list(self.rules.words)

            def batches(columns=None):
                file = pq.ParquetFile(path, read_dictionary=texts)
                schema = file.schema_arrow if columns is None else pa.schema([file.schema_arrow.field(name) for name in columns])
                return pa.RecordBatchReader.from_batches(schema, file.iter_batches(1 << 17, columns=columns))

            def merely_read():
                for _ in batches():
                    pass

            equal = np.array_equal(codes_of(self.ours(batches())), self.expected[:rows])
            whole, reading, needed, at_once = self.clock.turns(
                (lambda: self.ours(batches()), THREADS), (merely_read, THREADS), (lambda: self.ours(batches(self.rules.read)), THREADS), (lambda: pq.read_table(path, read_dictionary=texts), THREADS)
            )
        note = f"zstd, {rows} rows in batches; the ratio is the share of the reader's speed; read_table alone {rows / at_once / 1e6:.1f}"
        tell(f"{self.rules.name}/parquet", rows, whole, "pyarrow merely reading the file", reading, equal, note)
        if len(self.rules.read) < len(texts):
            tell(f"{self.rules.name}/parquet_needed", rows, needed, "pyarrow reading all columns", reading, equal, f"only the {len(self.rules.read)} columns that the rules read")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=64 << 20)
    options.add_argument("--export-rows", type=int, default=2 << 20, help="of the exported SQL")
    options.add_argument("--parquet-rows", type=int, default=16 << 20)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--wall", action="store_true")
    options = options.parse_args()
    for rules in (DC, ORDER):
        bench = Bench(rules, options)
        if rules is DC:
            bench.duckdb_export()
        bench.duckdb_case()
        bench.polars()
        bench.parquet()
        try:
            bench.openfisca()
        except ImportError:
            print(json.dumps({"bench": f"replay/{rules.name}/openfisca", "value": 0, "unit": "", "note": "left out: openfisca-core is not installed"}), flush=True)


if __name__ == "__main__":
    main()
