"""`python3 -m tests.reference ask BOOK --jsonl FILE|- [--books DIR]`, `… test BOOK [--books DIR]` (the book's scenarios), `… check BOOK`."""

from __future__ import annotations

import argparse
import json
import sys

from .answers import Court, TooMany
from .load import load
from .model import BookError, CaseError
from .scenarios import failures


def ask(court: Court, lines) -> None:
    for line in lines:
        if not line.strip():
            continue
        try:
            answer = court.ask(json.loads(line)).as_json()
        except (CaseError, TooMany, ValueError, KeyError) as error:
            answer = {"error": {"message": f"{type(error).__name__}: {error}"}}
        print(json.dumps(answer))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tests.reference")
    parser.add_argument("what", choices=("ask", "test", "check"))
    parser.add_argument("book")
    parser.add_argument("--jsonl", default="-")
    parser.add_argument("--books", default="books")
    options = parser.parse_args()
    try:
        court = Court(load(options.book, options.books))
    except (BookError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.what == "check":
        return 0
    if options.what == "ask":
        with sys.stdin if options.jsonl == "-" else open(options.jsonl, encoding="utf-8") as lines:
            ask(court, lines)
        return 0
    count, failed = failures(court)
    print(*failed, sep="\n")
    print(f"{count - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
