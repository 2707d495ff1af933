"""Text into tokens. Line breaks carry no meaning; `#` starts a comment."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from .model import BookError

PATTERN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
      | (?P<string>"(?:\\["\\]|[^"\\\n])*")
      | (?P<date>\d{4}-\d\d-\d\d)
      | (?P<time>\d\d:\d\d(?::\d\d)?)
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<name>yes-no|[A-Za-z]\w*(?:[./][A-Za-z]\w*)*)
      | (?P<mark>[,(){}:;])""",
    re.X | re.A,
)


@dataclass(frozen=True)
class Token:
    kind: str
    value: object
    line: int


def tokens(text: str) -> list[Token]:
    found, at, line = [], 0, 1
    while at < len(text):
        match = PATTERN.match(text, at)
        if not match:
            raise BookError(f"line {line}: cannot read {text[at:at + 20]!r}")
        kind, value = match.lastgroup, match.group()
        line += value.count("\n")
        at = match.end()
        if kind == "space":
            continue
        if kind == "string":
            value = re.sub(r'\\(["\\])', r"\1", value[1:-1])
        elif kind == "date":
            value = day_of(value)
        elif kind == "time":
            hours, minutes, *rest = (int(part) for part in value.split(":"))
            value = hours * 3600 + minutes * 60 + sum(rest)
        elif kind == "number":
            value = micro(value)
        found.append(Token(kind, value, line))
    found.append(Token("end", "", line))
    return found


def day_of(text: str) -> int:
    """`2025-08-14` as an ordinal."""
    try:
        return datetime.date.fromisoformat(text).toordinal()
    except ValueError:
        raise BookError(f"no such day: {text}") from None


def micro(text: str) -> int:
    """A decimal with at most six places as an integer number of millionths."""
    whole, _, places = text.partition(".")
    if len(places) > 6:
        raise BookError(f"more than six decimal places: {text}")
    value = int(whole.lstrip("-")) * 1_000_000 + int((places + "000000")[:6])
    return -value if whole.startswith("-") else value
