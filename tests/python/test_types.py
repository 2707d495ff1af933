"""The package is typed: what a user writes is checked against its stubs, and mistakes are found."""

import pathlib
import subprocess
import sys

import pytest

import comity

pytest.importorskip("mypy")

GOOD = '''
import comity

dc: comity.Book = comity.load("dc", also=["readings"])
ruling: comity.Ruling = dc.ask("arrest", at="2025-08-14 12:00", facts={"grounds": ["civil_detainer"]})
text: str = ruling.ruling
names: list[str] = ruling.decided_by
proved: list[bool] = [verdict.proved for verdict in dc.prove()]
shares: list[float] = [change.share for one in dc.diff(at="2025-08-13", other_at="2025-08-14") for change in one.changes]
page: str = dc.report(object(), "arrest", by=["race"]).html()
rows: comity.Rulings = comity.replay(object(), book=dc, action="arrest", want=["missing"])
try:
    comity.load("none")
except comity.Error as error:
    code: str | None = error.code
'''
BAD = '''
import comity

dc = comity.load(1)
dc.ask("arrest")
number: int = dc.release
dc.no_such_method()
'''


def checked(folder: pathlib.Path, source: str) -> str:
    (folder / "user.py").write_text(source)
    words = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(folder / "cache"), "user.py"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_stubs_come_with_the_package():
    package = pathlib.Path(comity.__file__).parent
    assert (package / "py.typed").exists() and "class Book" in (package / "_core.pyi").read_text()


def test_a_user_is_checked(tmp_path):
    assert checked(tmp_path, GOOD) == ""
    found = checked(tmp_path, BAD)
    assert [line.split(":")[1] for line in found.splitlines() if ": error:" in line] == ["4", "5", "6", "7"]


def test_the_package_itself_is_sound(tmp_path):
    words = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--ignore-missing-imports", "--cache-dir", str(tmp_path), "-p", "comity"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
