"""Replay beside DuckDB, Polars and OpenFisca: one table, one order of twelve norms, equal answers first, then time in turns.

    python bench/replay/peers.py [--rows N] [--openfisca-rows N]

Needs the package comity and duckdb, polars, pyarrow, numpy; openfisca-core where it is installed. The order is that of replay.cpp. Prints one
JSON object a line, as `./dev bench --json` does. Each contender may use two threads.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import tempfile
import time

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import comity

HERE = pathlib.Path(__file__).parent
WORDS = {
    "encounter": ["traffic_stop", "pedestrian_stop", "booking", "court", "none"],
    "custody": ["free", "held"],
    "requester": ["federal_immigration", "federal_other", "state_or_local", "court", "nobody"],
    "purpose": ["civil", "criminal", "benefits", "safety", "other"],
    "agreement": ["absent", "present"],
    "age": ["adult", "minor"],
    "ground": ["nothing", "detainer", "administrative_warrant", "judicial_warrant", "criminal_warrant"],
    "information": ["status", "release_date", "home_address", "photograph", "contact"],
}
RULINGS = ["permitted", "forbidden", "required", "silent", "conflicting"]

# The order as expressions: name, expression over columns and earlier names. Exceptions come before what they except.
ORDER = [
    ("a3", "ground = 'judicial_warrant'"),
    ("a2", "custody = 'held' and information in ('release_date', 'home_address', 'photograph') and not a3"),
    ("a1", "encounter in ('traffic_stop', 'pedestrian_stop') and custody = 'free' and not a2"),
    ("a8", "encounter = 'court'"),
    ("a5", "agreement = 'present' and requester = 'federal_immigration' and not a8"),
    ("a4", "purpose = 'civil' and requester = 'federal_immigration' and not a3 and not a5"),
    ("a6", "age = 'minor' and ground <> 'criminal_warrant' and not a3"),
    ("a7", "information = 'status' and not a8"),
    ("a12", "encounter = 'none' and agreement = 'absent'"),
    ("a10", "requester = 'court' and not a12"),
    ("a9", "purpose = 'benefits' and not a10"),
    ("a11", "purpose = 'criminal' and ground = 'criminal_warrant' and requester in ('federal_other', 'state_or_local')"),
]
PERMITS, FORBIDS, REQUIRES = ("a1", "a5", "a7", "a10"), ("a2", "a4", "a6", "a8", "a9", "a12"), ("a3", "a11")


def book_text() -> str:
    """The order as order.cpp writes it."""
    source = (HERE / "order.cpp").read_text(encoding="utf-8")
    facts, norms = re.findall(r'R"\((.*?)\)"', source, re.S)[:2]
    return facts + "  in force from 2025-01-01\n" + norms


def sql_case() -> str:
    """One CASE with all exceptions written out, as an export to SQL has it."""
    terms: dict[str, str] = {}
    for name, expression in ORDER:
        terms[name] = "(" + re.sub(r"\ba(\d+)\b", lambda match: terms["a" + match[1]], expression) + ")"
    either = {kind: "(" + " or ".join(terms[name] for name in names) + ")" for kind, names in (("p", PERMITS), ("f", FORBIDS), ("r", REQUIRES))}
    return (
        f"case when {either['f']} and ({either['p']} or {either['r']}) then 4 when {either['r']} then 2 "
        f"when {either['p']} then 0 when {either['f']} then 1 else 3 end"
    )


def polars_expression() -> pl.Expr:
    terms: dict[str, pl.Expr] = {}
    for name, expression in ORDER:
        parts = []
        for part in expression.split(" and "):
            if match := re.fullmatch(r"not (a\d+)", part):
                parts.append(~terms[match[1]])
            elif match := re.fullmatch(r"(\w+) (=|<>) '(\w+)'", part):
                parts.append(pl.col(match[1]) == match[3] if match[2] == "=" else pl.col(match[1]) != match[3])
            elif match := re.fullmatch(r"(\w+) in \((.*)\)", part):
                words = re.findall(r"'(\w+)'", match[2])
                parts.append(pl.any_horizontal([pl.col(match[1]) == word for word in words]))
            else:
                raise ValueError(part)
        terms[name] = pl.all_horizontal(parts)
    p, f, r = (pl.any_horizontal([terms[name] for name in names]) for names in (PERMITS, FORBIDS, REQUIRES))
    return pl.when(f & (p | r)).then(4).when(r).then(2).when(p).then(0).when(f).then(1).otherwise(3).cast(pl.UInt8).alias("ruling")


def openfisca_ruler(codes: dict[str, np.ndarray]):
    """The same rules as one OpenFisca variable a norm; returns a function that computes the ruling."""
    from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

    person = entities.Entity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    code = {fact: {word: i for i, word in enumerate(words)} for fact, words in WORDS.items()}

    def add(name, kind, formula=None):
        body = {"value_type": kind, "entity": person, "definition_period": periods.DateUnit.DAY, "label": name}
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (variables.Variable,), body))

    for fact in WORDS:
        add(fact, int)

    def formula_of(expression):
        def formula(people, period):
            result = None
            for part in expression.split(" and "):
                if match := re.fullmatch(r"not (a\d+)", part):
                    value = ~people(match[1], period)
                elif match := re.fullmatch(r"(\w+) (=|<>) '(\w+)'", part):
                    value = people(match[1], period) == code[match[1]][match[3]]
                    value = value if match[2] == "=" else ~value
                else:
                    match = re.fullmatch(r"(\w+) in \((.*)\)", part)
                    value = np.isin(people(match[1], period), [code[match[1]][word] for word in re.findall(r"'(\w+)'", match[2])])
                result = value if result is None else result & value
            return result

        return formula

    for name, expression in ORDER:
        add(name, bool, formula_of(expression))

    def ruling(people, period):
        p, f, r = (np.logical_or.reduce([people(name, period) for name in names]) for names in (PERMITS, FORBIDS, REQUIRES))
        return np.select([f & (p | r), r, p, f], [4, 2, 0, 1], 3)

    add("ruling", int, ruling)
    count = len(next(iter(codes.values())))

    def rule():
        builder = simulation_builder.SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("person", np.arange(count))
        simulation = builder.build(system)
        for fact, values in codes.items():
            simulation.set_input(fact, "2025-08-14", values)
        return simulation.calculate("ruling", "2025-08-14")

    return rule


def timed(work, rounds):
    """The best of some rounds, and the last result."""
    best, result = float("inf"), None
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def tell(bench, value, unit, peer, peer_value, ratio, equal, note):
    line = {"bench": f"replay/{bench}", "value": round(value, 1), "unit": unit, "peer": peer, "peer_value": round(peer_value, 2)}
    print(json.dumps({**line, "ratio": round(ratio, 2), "equal": bool(equal), "note": note}), flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=4 << 20)
    options.add_argument("--openfisca-rows", type=int, default=1 << 20)
    options.add_argument("--rounds", type=int, default=5)
    options = options.parse_args()
    random = np.random.default_rng(20250814)
    codes = {fact: random.integers(0, len(words), options.rows, dtype=np.int8) for fact, words in WORDS.items()}
    table = pa.table({fact: pa.DictionaryArray.from_arrays(pa.array(values), pa.array(WORDS[fact])) for fact, values in codes.items()})

    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "bench.comity")
        page.write_text(book_text(), encoding="utf-8")
        book = comity.load(str(page), books=folder)
    at = "2025-08-14 12:00"
    number = {name: code for code, name in enumerate(["permitted", "forbidden", "required", "silent", "conflicting"])}

    def ours(some=table, threads=2):
        return pa.RecordBatchReader.from_stream(book.replay(some, "share", at=at, by_names=True, threads=threads)).read_all()["ruling"]

    mine, column = timed(ours, options.rounds)
    names = np.concatenate([chunk.dictionary.to_numpy(zero_copy_only=False)[chunk.indices.to_numpy()] for chunk in column.chunks])
    rulings = np.vectorize(number.get, otypes=[np.uint8])(names[: 1 << 20])
    speed = options.rows / mine / 1e6
    note = f"{options.rows} rows of 8 dictionary columns, 12 norms, 2 threads"

    connection = duckdb.connect(config={"threads": 2})
    connection.register("arrow_table", table)
    columns = ", ".join(f"{fact}::enum({', '.join(repr(word) for word in words)}) as {fact}" for fact, words in WORDS.items())
    connection.execute(f"create table stops as select {columns} from arrow_table")
    query = f"select {sql_case()} as ruling from stops"
    theirs, result = timed(lambda: connection.sql(query).to_arrow_table(), options.rounds)
    equal = np.array_equal(result["ruling"].to_numpy()[: 1 << 20].astype(np.uint8), rulings)
    tell("duckdb", speed, "million rows/s", "DuckDB, one CASE over a table of enums", options.rows / theirs / 1e6, theirs / mine, equal, note)

    frame = pl.from_arrow(table)
    expression = polars_expression()
    theirs, result = timed(lambda: frame.lazy().select(expression).collect(), options.rounds)
    equal = np.array_equal(result["ruling"].to_numpy()[: 1 << 20], rulings)
    tell("polars", speed, "million rows/s", "Polars, one expression over categoricals", options.rows / theirs / 1e6, theirs / mine, equal, note)

    try:
        some = {fact: values[: options.openfisca_rows].astype(np.int32) for fact, values in codes.items()}
        theirs, result = timed(openfisca_ruler(some), 2)
        few, _ = timed(lambda: ours(table.slice(0, options.openfisca_rows)), options.rounds)
        equal = np.array_equal(result[: 1 << 20].astype(np.uint8), rulings[: options.openfisca_rows])
        tell("openfisca", options.openfisca_rows / few / 1e6, "million rows/s", "OpenFisca-core, a variable a norm", options.openfisca_rows / theirs / 1e6, theirs / few, equal,
             f"{options.openfisca_rows} rows")
    except ImportError:
        pass

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "stops.parquet")
        pq.write_table(table, path, compression="zstd")
        reading, _ = timed(lambda: pq.read_table(path, read_dictionary=list(WORDS)), options.rounds)

        def end_to_end():
            return ours(pq.read_table(path, read_dictionary=list(WORDS)))

        whole, _ = timed(end_to_end, options.rounds)
        tell("parquet", options.rows / whole / 1e6, "million rows/s", "pyarrow merely reading the file", options.rows / reading / 1e6, reading / whole, True, "zstd; the ratio is the share of the reader's speed")


if __name__ == "__main__":
    main()
