#!/usr/bin/env python3
"""How the cost of a replay grows with rows, with norms and with epochs: docs/scale.svg, and the same figures as a table on standard output.

Each figure is the whole call from Python, filling of tables included, in nanoseconds of one core for each row; best of some rounds.

    python bench/replay/growth.py [--rows N] [--svg docs/scale.svg]
"""

from __future__ import annotations

import argparse
import math
import pathlib
import random
import re
import tempfile

import numpy as np
import pyarrow as pa

import comity
from peers import AT, HERE, THREADS, Clock
from rules import ORDER


def book(norms: int = 12, epochs: int = 1):
    """The order of twelve norms, with more norms drawn at random and more half-hours of 2026 in which one more norm holds."""
    facts, text = re.findall(r'R"\((.*?)\)"', (HERE / "order.cpp").read_text(encoding="utf-8"), re.S)[:2]
    draw = random.Random(norms)
    for number in range(12, norms):
        tests = " and ".join(f"{fact} is {draw.choice(ORDER.words[fact])}" for fact in draw.sample(list(ORDER.words), 3))
        text += f"norm x{number}\n  cites order\n  {draw.choice(('permits', 'forbids', 'requires'))} share\n  when {tests}\n"
    for number in range(1, epochs):
        day = f"2026-{1 + number // 24 // 28:02}-{1 + number // 24 % 28:02} {number % 24:02}"
        text += f"norm e{number}\n  cites order\n  forbids share\n  when information is contact and age is minor\n  in force from {day}:00 until {day}:30\n"
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "bench.comity")
        page.write_text(facts + "  in force from 2025-01-01\n" + text, encoding="utf-8")
        return comity.load(str(page), books=folder)


def table(rows: int) -> pa.Table:
    draw = np.random.default_rng(1)
    return pa.table({fact: pa.DictionaryArray.from_arrays(pa.array(draw.integers(0, len(words), rows, dtype=np.int8)), pa.array(words)) for fact, words in ORDER.words.items()})


def nanoseconds(rules, columns: pa.Table, at: str = AT, rounds: int = 5) -> float:
    def work():
        pa.RecordBatchReader.from_stream(rules.replay(columns, "share", at=at, by_names=True, threads=THREADS)).read_all()

    return Clock(False, rounds).turns((work, 1))[0] / columns.num_rows * 1e9


def panel(title: str, points: list[tuple[int, float]], left: int, most: float) -> str:
    width, height, top = 220, 180, 40
    low, high = math.log10(points[0][0]), math.log10(points[-1][0])
    places = [(left + 40 + (width - 60) * (math.log10(x) - low) / (high - low), top + height * (1 - y / most)) for x, y in points]
    lines = [f'<text x="{left + 40}" y="24" font-weight="bold">{title}</text>']
    for tick in range(int(most) + 1):
        y = top + height * (1 - tick / most)
        lines.append(f'<path d="M{left + 36} {y:.1f}H{left + width}" stroke="#ccc"/><text x="{left + 30}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>')
    lines.append(f'<polyline fill="none" stroke="#1f5fa8" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
    for (x, y), (amount, value) in zip(places, points):
        shown = f"{amount >> 20}M" if amount >= 1 << 20 else f"{amount:,}"
        lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#1f5fa8"><title>{shown}: {value:.2f} ns</title></circle>')
        lines.append(f'<text x="{x:.1f}" y="{top + height + 18}" text-anchor="middle">{shown}</text>')
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=16 << 20, help="of the tables for norms and epochs")
    options.add_argument("--svg", type=pathlib.Path)
    options = options.parse_args()
    plain, whole = book(), table(64 << 20)
    some = whole.slice(0, options.rows)
    found = {
        "rows": [(rows, nanoseconds(plain, whole.slice(0, rows))) for rows in (1 << 20, 4 << 20, 16 << 20, 64 << 20)],
        "norms": [(norms, nanoseconds(book(norms), some)) for norms in (12, 50, 200, 1000)],
        "epochs": [(epochs, nanoseconds(book(12, epochs), some, "2026-01-15 12:10")) for epochs in (1, 10, 100, 1000)],
    }
    for name, points in found.items():
        print(f"| {name} | " + " | ".join(f"{amount >> 20} million" if amount >= 1 << 20 else f"{amount:,}" for amount, _ in points) + " |")
        print("|---|" + "---|" * len(points))
        print("| ns of one core a row | " + " | ".join(f"{value:.2f}" for _, value in points) + " |\n")
    if options.svg:
        most = math.ceil(max(value for points in found.values() for _, value in points))
        panels = "\n".join(panel(f"{name}: nanoseconds of a core a row", points, 20 + 260 * place, most) for place, (name, points) in enumerate(found.items()))
        style = 'font-family="sans-serif" font-size="12"'
        options.svg.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="260" viewBox="0 0 800 260" {style}>\n<rect width="800" height="260" fill="white"/>\n{panels}\n</svg>\n', encoding="utf-8")


if __name__ == "__main__":
    main()
