"""What `comity replay` shows on a terminal while it works: rows, rows a second, a bar and the time left; and that a pipe gets none of it."""

from __future__ import annotations

import gzip
import os
import pty
import re
import subprocess

from .golden import GOLDEN, program

ROWS = 6_000_000


def replay(folder, stderr) -> subprocess.Popen:
    words = [program(), "replay", "rows.csv.gz", "--book", "town", "--action", "arrest", "--at", "2025-03-01"]
    return subprocess.Popen(words, cwd=folder, env={**os.environ, "COMITY_BOOKS": str(GOLDEN / "books")}, stdout=subprocess.DEVNULL, stderr=stderr)


def all_of(descriptor: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # the other end of a terminal is gone
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode()


def test_progress_on_a_terminal_only(tmp_path):
    # Long rows, compressed: unpacking them takes many times the quarter of a second after which a bar is drawn, and one member serves for all.
    block = "".join(f'"detainer,warrant",{"yes" if i % 3 else "no"},"number ""{i}"", told at some length so that it takes a while"\n' for i in range(1000))
    with open(tmp_path / "rows.csv.gz", "wb") as file:
        file.write(gzip.compress(b"grounds,subject.in_custody,note\n"))
        file.write(gzip.compress(block.encode()) * (ROWS // 1000))
    ours, theirs = pty.openpty()
    process = replay(tmp_path, theirs)
    os.close(theirs)
    shown = all_of(ours)
    assert process.wait() == 0
    lines = shown.split("\r")
    assert any(re.search(r"[\d,]+ rows, [\d.]+ M rows/s  \[#*\.*\] \d+ s left", line) for line in lines), shown
    assert shown.endswith("\r\x1b[K")  # the bar is taken away again

    process = replay(tmp_path, subprocess.PIPE)
    assert process.communicate()[1] == b""
    assert process.returncode == 0
