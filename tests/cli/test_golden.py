"""Runs the golden cases of the command line."""

from __future__ import annotations

import os
import re

import pytest

from .golden import GOLDEN, ROOT, Golden

CASES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path, tmp_path):
    golden = Golden(path)
    actual = golden.run(tmp_path)
    if "COMITY_UPDATE" in os.environ:
        golden.update(actual)
        golden = Golden(path)
    code, out, err = golden.expected()
    # An output that ends without a newline is kept with one.
    assert [actual[0], actual[1].rstrip("\n"), actual[2].rstrip("\n")] == [code, out.rstrip("\n"), err.rstrip("\n")]


def test_every_input_code_has_a_case():
    declared = set(re.findall(r'Code\{"(C08\d\d|C09\d\d|C10\d\d|C053\d)"', "".join(path.read_text() for path in (ROOT / "src" / "text").glob("codes_*.h"))))
    shown = set(re.findall(r"C\d{4}", "".join(Golden(path).body("out") + Golden(path).body("err") for path in CASES)))
    assert declared and not declared - shown


def test_enough_cases():
    assert len(CASES) >= 60
