"""The page of `comity replay --html`: it opens without a network, every plot stands below a table of the same numbers, and it can be read."""

from __future__ import annotations

import html.parser
import json
import os
import re
import subprocess

import pytest

from .golden import GOLDEN, program

HEADER = "case.at,grounds,subject.in_custody,race\n"
ROWS = [("2025-03-01T12:00", "detainer", "yes", "a"), ("2025-04-02T12:00", "warrant", "no", "b"), ("2025-04-03T12:00", "", "", "b"), ("2025-05-01T12:00", "", "yes", "<i>")]
VOID = {"meta", "rect", "line", "circle", "path", "br", "link", "img", "input"}


class Page(html.parser.HTMLParser):
    """Elements in order, with their attributes and text; fails where tags do not match."""

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag, attrs):
        self.elements.append([tag, dict(attrs), ""])

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data):
        for place in self.open:
            self.elements[place][2] += data

    def all(self, *tags):
        return [element for element in self.elements if element[0] in tags]


@pytest.fixture(scope="module", name="report")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    (folder / "stops.csv").write_text(HEADER + "".join(",".join(row) + "\n" for row in ROWS * 5 + [("2025-03-01T12:00", "detaner", "yes", "a")]))
    words = "replay stops.csv --book town --action arrest --by race --at 2025-03-01 --against 2025-06-01 --html page.html --csv groups.csv --json".split()
    done = subprocess.run([program(), *words], cwd=folder, env={**os.environ, "COMITY_BOOKS": str(GOLDEN / "books")}, capture_output=True, text=True, check=True)
    text = (folder / "page.html").read_text(encoding="utf-8")
    return Page(text), text, json.loads(done.stdout), (folder / "groups.csv").read_text()


def test_nothing_comes_from_elsewhere(report):
    page, text, _, _ = report
    assert not page.all("script", "link", "iframe", "img", "object", "embed")
    assert not [attributes for _, attributes, _ in page.elements if {"src", "href", "srcset"} & attributes.keys()]
    assert "url(" not in text and "@import" not in text and "http" not in text


def test_it_is_a_page_that_can_be_walked_through(report):
    page, _, _, _ = report
    assert page.all("html")[0][1]["lang"] == "en"
    assert len(page.all("h1")) == 1 and page.all("title")[0][2] and page.all("main")
    headings = [element[2] for element in page.all("h2")]
    for wanted in ("All rows", "What changes", "Whose ruling changes, by race", "By race", "Each group less all other rows", "Over time", "What the table lacks"):
        assert wanted in headings
    assert "cannot show" in page.elements[0][2]


def test_tables_name_their_lines_and_columns(report):
    page, _, _, _ = report
    tables = page.all("table")
    assert len(page.all("caption")) == len(tables) > 5
    assert all(attributes.get("scope") in ("col", "row") for _, attributes, _ in page.all("th"))


def test_every_plot_stands_below_a_table_of_its_numbers(report):
    page, _, _, _ = report
    last, plots = None, 0
    for tag, attributes, _ in page.elements:
        if tag in ("table", "h2"):
            last = tag
        if tag == "svg":
            plots += 1
            assert last == "table" and attributes["role"] == "img" and "table above" in attributes["aria-label"]
            last = "svg"
    assert plots >= 3


def test_the_numbers_are_those_of_the_json(report):
    page, text, numbers, groups = report
    assert numbers["all"]["rows"] == 21
    for group in numbers["groups"]:
        assert {"rows", "rate", "low", "high", "less_others"} <= group["changed"].keys()
        assert group["changed"]["low"] <= group["changed"]["rate"] <= group["changed"]["high"]
    assert sum(one["rows"] for one in numbers["changes"]) == 21
    assert "Wilson" in text and "Newcombe" in text
    assert [line.split(",")[0] for line in groups.splitlines()] == ["race", "<i>", "a", "b"]


def test_what_stands_in_cells_is_no_markup(report):
    page, text, _, _ = report
    assert "&lt;i&gt;" in text and not page.all("i")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_stands_out(report):
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text, on white and on the grey of the box."""
    _, text, _, _ = report
    style = text[text.index("<style>") : text.index("</style>")]
    colours = re.findall(r"[;{]color:(#[0-9a-f]{3,6})", style)
    assert colours
    for colour in colours:
        full = colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])
        assert contrast(full, "#ffffff") >= 4.5 and contrast(full, "#f4f4f4") >= 4.5
