"""What a fresh environment has after `pip install .`; run by its own Python, from outside of the checkout."""

import importlib.metadata
import pathlib
import subprocess
import sys

import pyarrow as pa

import comity

HERE = pathlib.Path(comity.__file__).parent
assert pathlib.Path(sys.prefix) in HERE.parents, HERE

dc = comity.load("dc", also=["readings"])
arrest = dc.ask("arrest", at="2025-08-14 12:00", facts={"grounds": ["civil_detainer"]})
assert arrest.ruling == "forbidden" and "forbidden" in arrest.why()
assert all(verdict.proved for verdict in dc.prove(dc.claims[0]))
assert dc.replay(pa.table({"subject.in_custody": [True, None]}), "share_information", at="2025-08-14 12:00", by_names=True).arrow().num_rows == 2

files = {str(path) for path in importlib.metadata.files("comity") or []}
assert {"comity/py.typed", "comity/_core.pyi", "comity/books/dc/dc.comity", "comity/spark.py"} <= files, files
assert not [name for name in files if name.endswith(("_tests", ".cpp", ".a", ".h"))], files

script = pathlib.Path(sys.prefix) / "bin" / "comity"
done = subprocess.run([script, "ask", "dc", "arrest", "grounds=civil_detainer", "--at", "2025-08-14 12:00"], capture_output=True, text=True, check=True)
assert "forbidden" in done.stdout
print("1 passed")
