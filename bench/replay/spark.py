#!/usr/bin/env python3
"""comity.spark.replay on a cluster of two workers on this machine beside one process with two threads: equal answers first, then time.

The table is that of growth.py, plain texts with a row's number, in two Parquet files; both sides read them, rule every row on `share`, and
count the rows of each ruling. Spark's session stands, and its workers have loaded the book, before the clock starts. The clock's time, since Spark's work is that of other processes; best of some rounds in turns.

    python bench/replay/spark.py [--rows N] [--rounds N]
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import re
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

import comity
import comity.spark
from growth import table
from peers import AT, HERE, THREADS
from rules import ORDER

BATCH = 65_536


def session() -> SparkSession:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("comity")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=8_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    spark, asked = session(), {"action": ORDER.action, "at": AT, "by_names": True}
    with tempfile.TemporaryDirectory() as folder:
        facts, norms = re.findall(r'R"\((.*?)\)"', (HERE / "order.cpp").read_text(encoding="utf-8"), re.S)[:2]
        page = pathlib.Path(folder, "bench.comity")
        page.write_text(facts + "  in force from 2025-01-01\n" + norms, encoding="utf-8")
        book = comity.load(str(page), books=folder)
        data = table(options.rows)
        for part in range(2):
            half = options.rows // 2
            piece = pa.table({name: data[name].slice(part * half, half).cast(pa.string()) for name in data.column_names})
            piece = piece.append_column("row", pa.array(range(part * half, (part + 1) * half), pa.int64()))
            pq.write_table(piece, f"{folder}/part-{part}.parquet", row_group_size=1 << 20)

        def alone(keep: bool = False):
            rulings = []
            counts: collections.Counter[str] = collections.Counter()
            for part in range(2):
                columns = pq.read_table(f"{folder}/part-{part}.parquet", columns=list(data.column_names), read_dictionary=list(data.column_names))
                ruled = book.replay(columns, threads=THREADS, **asked).arrow()["ruling"]
                counts.update({one["values"]: one["counts"] for one in ruled.value_counts().to_pylist()})
                if keep:
                    rulings += ruled.to_pylist()
            return rulings if keep else dict(counts)

        frame = spark.read.parquet(f"{folder}/part-0.parquet", f"{folder}/part-1.parquet")

        def cluster():
            return {row["ruling"]: row["count"] for row in comity.spark.replay(frame, book=book, **asked).groupBy("ruling").count().collect()}

        def merely_counted():  # Spark's own reading, and the way of the rows to Python and back, without a ruling
            def same(batches):
                for batch in batches:
                    yield batch

            names = frame.toDF(*(f"c{i}" for i in range(len(frame.columns))))
            return names.mapInArrow(same, names.schema).groupBy("c1").count().collect()

        # Row by row on some, by the counts on all.
        single = alone(keep=True)
        found = comity.spark.replay(frame.where(f"row % {max(1, options.rows // 100_000)} = 0"), book=book, **asked).select("row", "ruling").collect()
        equal = all(single[row["row"]] == row["ruling"] for row in found) and cluster() == alone() and len(found) > 0
        best = [float("inf")] * 3
        for turn in range(options.rounds + 1):
            for place, work in enumerate((cluster, alone, merely_counted)):
                start = time.perf_counter()
                work()
                best[place] = min(best[place], time.perf_counter() - start) if turn > 0 else best[place]
    spark.stop()
    rate = [round(options.rows / took / 1e6, 2) for took in best]
    line = {"bench": "replay/spark", "value": rate[0], "unit": "million rows/s", "peer": "one process", "peer_value": rate[1], "ratio": round(rate[0] / rate[1], 2)}
    print(json.dumps({**line, "equal": equal, "note": f"{options.rows:,} rows; Spark carrying the rows to Python and back without rulings: {rate[2]} million rows/s"}))


if __name__ == "__main__":
    main()
