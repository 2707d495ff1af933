"""A data set of an installed or unpacked R package as CSV, without R.

    python3 tools/lazy_data.py FOLDER/data NAME >stops.csv

R keeps a package's data sets in Rdata.rdb, one compressed piece after another, and their places in Rdata.rdx; both hold R's serialization in its
portable form ("X": big-endian; R Internals, section 1.8). Read here is what data frames need: numbers, texts, factors, dates with time.
"""

from __future__ import annotations

import csv
import datetime
import pathlib
import struct
import sys
import zlib
import zoneinfo

MISSING = -(2**31)  # R's NA among integers
SYMBOL, PAIRS, CHARS, LOGICAL, INTEGER, REAL, TEXT, LIST, REFERENCE, NOTHING = 1, 2, 9, 10, 13, 14, 16, 19, 255, 254


class Vector(list):
    """Values with R's attributes: `names`, `levels`, `class`."""

    def __init__(self, values, attributes):
        super().__init__(values)
        self.attributes = attributes


class Reader:
    def __init__(self, data: bytes):
        self.data, self.at, self.seen = data, 2, []
        version = self.integers(3)[0]
        if not data.startswith(b"X\n") or version not in (2, 3):
            raise ValueError("this is no serialization of R that is read here")
        if version == 3:
            (encoding,) = self.integers(1)
            self.at += encoding

    def integers(self, count: int) -> tuple[int, ...]:
        return self.unpack(f">{count}i")

    def unpack(self, form: str):
        found = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return found

    def pairs(self, flags: int) -> dict:
        """A list of pairs by their tags: R's attributes."""
        found = {}
        while flags & 0xFF == PAIRS:
            if flags & 0x200:
                self.item()
            tag = self.item() if flags & 0x400 else None
            found[tag] = self.item()
            (flags,) = self.integers(1)
        return found

    def item(self):
        (flags,) = self.integers(1)
        kind = flags & 0xFF
        if kind == NOTHING:
            return None
        if kind == REFERENCE:
            return self.seen[(flags >> 8) - 1]
        if kind == SYMBOL:
            self.seen.append(self.item())
            return self.seen[-1]
        if kind == PAIRS:
            return self.pairs(flags)
        (count,) = self.integers(1)
        if kind == CHARS:
            if count == -1:
                return None
            self.at += count
            return self.data[self.at - count : self.at].decode("utf-8", "replace")
        if kind in (LOGICAL, INTEGER):
            values = [None if value == MISSING else value for value in self.integers(count)]
        elif kind == REAL:
            values = [None if value != value else value for value in self.unpack(f">{count}d")]
        elif kind in (TEXT, LIST):
            values = [self.item() for _ in range(count)]
        else:
            raise ValueError(f"R's kind {kind} is not read here")
        return Vector(values, self.pairs(self.integers(1)[0]) if flags & 0x200 else {})


def data_set(folder: pathlib.Path, name: str) -> Vector:
    index = Reader(zlib.decompress((folder / "Rdata.rdx").read_bytes(), 47)).item()
    places = index[index.attributes["names"].index("variables")]
    begin, size = places[places.attributes["names"].index(name)]
    piece = (folder / "Rdata.rdb").read_bytes()[begin : begin + size]
    # Four bytes tell the length; a letter after them, where it stands, another compression than zlib's.
    return Reader(zlib.decompress(piece[4:])).item()


def column(values: Vector) -> list[str]:
    levels, kinds = values.attributes.get("levels"), values.attributes.get("class") or []
    if levels:
        return ["NA" if value is None else levels[value - 1] for value in values]
    if "POSIXct" in kinds:
        # Seconds of UTC, shown on the clock of the zone that the column names, as R shows them.
        zone = zoneinfo.ZoneInfo((values.attributes.get("tzone") or ["UTC"])[0] or "UTC")
        return ["NA" if value is None else f"{datetime.datetime.fromtimestamp(value, zone):%Y-%m-%d %H:%M:%S}" for value in values]
    return ["NA" if value is None else str(value) for value in values]


def main() -> None:
    frame = data_set(pathlib.Path(sys.argv[1]), sys.argv[2])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(frame.attributes["names"])
    out.writerows(zip(*(column(one) for one in frame)))


if __name__ == "__main__":
    main()
