"""Every code that is declared is shown by a golden case, or is listed here with the reason why it has none."""

from __future__ import annotations

import re

from .golden import ROOT

# What no page and no table of a golden case can bring about.
UNSHOWN = {"C1110": "an Arrow stream that does not tell its schema, which only a broken producer hands to the Python module"}
# Limits that only a page of thousands of lines reaches, and tables that a test of the binding makes in a line of code: each has its test there.
ELSEWHERE = {
    "C0003": "unit/book/load_test.cpp",
    "C0008": "unit/book/model_test.cpp",
    "C0009": "unit/book/model_test.cpp",
    "C0010": "unit/book/model_test.cpp",
    "C0415": "unit/book/model_test.cpp",
    "C1106": "unit/replay/binding_test.cpp",
    "C1113": "unit/replay/binding_test.cpp",
}


def declared() -> set[str]:
    return {code for path in (ROOT / "src" / "text").glob("codes*.h") for code in re.findall(r'Code\{"(C\d{4})"', path.read_text(encoding="utf-8"))}


def shown() -> set[str]:
    """The codes of messages, not of pages that explain them: error[C0530], or "code":"C0530"."""
    found = set()
    for path in (ROOT / "tests" / "golden").rglob("*"):
        if path.suffix in (".expect", ".txt"):
            found |= set(re.findall(r'(?:(?:error|warning)\[|"code":")(C\d{4})', path.read_text(encoding="utf-8", errors="replace")))
    return found


def test_every_code_has_a_golden():
    codes = declared()
    assert len(codes) > 150
    assert codes - shown() - set(ELSEWHERE) - set(UNSHOWN) == set()


def test_what_is_tested_elsewhere_is_tested_there_and_only_there():
    listed = set(ELSEWHERE) | set(UNSHOWN)
    assert not listed - declared()
    assert not listed & shown()
    for code, path in ELSEWHERE.items():
        assert f'"{code}"' in (ROOT / "tests" / path).read_text(encoding="utf-8"), code
