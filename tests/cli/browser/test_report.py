"""The page of `comity replay --html` in a browser: it needs no network, a screen reader meets a table before each plot, and it can be read on a phone."""

from __future__ import annotations

import os
import pathlib
import random
import subprocess

import pytest

from ..golden import GOLDEN, program
from . import chromium

AXE = os.environ.get("COMITY_AXE", "")  # the file axe.min.js, where the rules of axe-core are to be asked too

if chromium.found() is None:
    pytest.skip("there is no Chromium here (apt-get install chromium)", allow_module_level=True)

GROUPS = ["a", "b", "<i>markup</i>", "a name so long that the plot cuts it, and where it is cut stands ééééé"]


@pytest.fixture(scope="module", name="path")
def made(tmp_path_factory) -> pathlib.Path:
    """A report with every part that one can have."""
    folder = tmp_path_factory.mktemp("report")
    draw = random.Random(4)
    lines = ["case.at,grounds,subject.in_custody,race"]
    for i in range(600):
        grounds = draw.choice(["detainer", "warrant", "detaner", ""])
        lines.append(f'2025-{1 + i % 9:02}-01T12:00,{grounds},{draw.choice(["yes", "no", ""])},"{GROUPS[i % 4]}"')
    (folder / "stops.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = "replay stops.csv --book town --action arrest --by race --against 2025-06-01 --html page.html".split()
    environment = {**os.environ, "COMITY_BOOKS": str(GOLDEN / "books")}
    subprocess.run([program(), *words], cwd=folder, env=environment, capture_output=True, check=True)
    return folder / "page.html"


@pytest.fixture(scope="module", name="page")
def opened(path, tmp_path_factory):
    browser = chromium.Browser(chromium.found(), tmp_path_factory.mktemp("profile"))
    browser.open(path.as_uri())
    yield browser
    browser.close()


def test_it_asks_for_nothing_but_itself(page, path):
    assert [one["request"]["url"] for one in page.told("Network.requestWillBeSent")] == [path.as_uri()]
    assert page.told("Log.entryAdded") == [] and page.told("Runtime.exceptionThrown") == []
    assert page.run("document.scripts.length") == 0 and page.run("document.compatMode") == "CSS1Compat"


def test_a_screen_reader_meets_a_named_table_before_each_plot(page):
    tree = page.tree()
    roles = [role for role, _ in tree]
    assert roles[0] == "RootWebArea" and roles.count("main") == 1
    last, plots, tables = "", 0, 0
    for role, name in tree:
        if role == "table":
            tables += 1
            assert name, "a table has a name"
        if role in ("image", "img"):
            plots += 1
            assert last == "table" and "the table above holds the same numbers" in name
        if role in ("table", "heading", "image", "img"):
            last = role
    assert plots >= 3 and tables >= 7
    assert {"columnheader", "rowheader", "cell"} <= set(roles)
    assert "<i>markup</i>" in {name for _, name in tree}


def test_every_row_of_a_table_has_as_many_cells_as_its_head(page):
    uneven = page.run("""[...document.querySelectorAll('table')].filter(t => [...t.rows].some(r => r.cells.length != t.rows[0].cells.length)).length""")
    assert uneven == 0


def test_plots_show_the_numbers_of_their_tables(page):
    """Each bar is as long as the rates of its table are large, and all bars of a line together are one whole."""
    lines = page.run("""
      [...document.querySelectorAll('svg')].map(svg => {
        const lines = {};
        for (const bar of svg.querySelectorAll('rect:has(title)')) {
          const box = bar.getBBox();
          (lines[box.y] ??= []).push([box.width, bar.querySelector('title').textContent]);
        }
        return Object.values(lines);
      })""")
    assert len(lines) >= 3
    for plot in lines:
        for bars in plot:
            whole = sum(width for width, _ in bars)
            assert abs(whole - 630) < 1
            for width, told in bars:
                rate = float(told.rsplit(" ", 1)[1].replace("\xa0%", ""))
                assert abs(100 * width / whole - rate) < 0.15


def test_text_of_plots_stays_inside_and_whole(page):
    outside = page.run("""
      [...document.querySelectorAll('svg')].flatMap(svg => {
        const frame = svg.viewBox.baseVal;
        return [...svg.querySelectorAll('text')].filter(t => { const b = t.getBBox(); return b.x < 0 || b.x + b.width > frame.width || b.y + b.height > frame.height; })
          .map(t => t.textContent);
      })""")
    assert outside == []
    assert "\ufffd" not in page.run("document.documentElement.textContent")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_narrow_screen_scrolls_tables_and_not_the_page(page, width):
    """WCAG 2.2, 1.4.10: at 320 CSS pixels."""
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    assert page.run("document.documentElement.scrollWidth") <= width
    unreachable = page.run("""[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth && s.tabIndex < 0).length""")
    assert unreachable == 0  # by keyboard
    page.call("Emulation.clearDeviceMetricsOverride")


@pytest.mark.skipif(not AXE, reason="axe-core is not here (COMITY_AXE)")
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_core_finds_nothing(page, width):
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    page.run(pathlib.Path(AXE).read_text(encoding="utf-8") + ";0")
    found = page.run("axe.run().then(r => r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html).slice(0, 3)]))")
    assert found == []
    page.call("Emulation.clearDeviceMetricsOverride")


def test_it_prints(page):
    assert len(page.call("Page.printToPDF", printBackground=True)["data"]) > 10_000
