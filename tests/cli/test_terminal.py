"""What is written to a terminal of 80 columns fits it, with colours and all."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest

from .golden import ROOT, program

COLUMNS = 80
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def shown(*words: str) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    environment = {**os.environ, "COMITY_BOOKS": str(ROOT / "books"), "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen([program(), *words], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the program has ended
                break
            if not part:
                break
            parts.append(part)
        os.close(ours)
        assert process.wait() == 0
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("line", [
    "ask dc arrest --at 2026-01-15",
    "ask dc ask_immigration_status --at 2026-01-15",
    "why-not dc share_information permitted --at 2026-01-15",
    "timeline dc share_information",
    "diff dc@2025-08-13 dc@2025-08-14T12:00",
    "compare dc chicago --actions arrest --at 2026-01-15",
    "prove --help",
])
def test_lines_fit(line):
    text = shown(*line.split())
    assert text
    too_long = [one for one in COLOUR.sub("", text).splitlines() if len(one) > COLUMNS and not one.startswith("  comity ")]
    assert too_long == []


def test_colours_take_no_columns():
    """The headline is as wide as it may be: a break comes where the words end, not where they would with the colours counted."""
    head = shown("ask", "dc", "arrest", "grounds=civil_detainer", "--at", "2025-08-14T12:00").splitlines()[0]
    assert "\x1b[1mforbidden\x1b[0m" in head
    assert COLOUR.sub("", head) == "arrest, 2025-08-14 12:00 America/New_York: forbidden"


def test_claims_stand_in_a_column():
    lines = [COLOUR.sub("", line) for line in shown("prove", "nyc").splitlines()[:-1]]
    assert lines and all(re.match(r"(proved   |refuted  |undecided) \w", line) for line in lines)
