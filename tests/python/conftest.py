"""The installed package against the books of this checkout."""

import pathlib

import pytest

comity = pytest.importorskip("comity", reason="the Python package is not installed (pip install .)")

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOKS = str(ROOT / "books")


@pytest.fixture(scope="session")
def dc():
    return comity.load("dc", books=BOOKS, also=["readings"])


@pytest.fixture(scope="session")
def shared():
    """Public tables beside the checkout, if they are there (CONTRIBUTING tells where they come from)."""
    for place in (ROOT / "../shared/data", ROOT / "../../shared/data"):
        if place.is_dir():
            return place.resolve()
    pytest.skip("the public tables (../shared/data) are not here")
