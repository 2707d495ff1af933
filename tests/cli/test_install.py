"""What `cmake --install` puts in place works without the sources: the program with its books, and the library for a C++ program."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from .golden import ROOT, program

BUILD = program().parent


def run(*words, **options) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True, timeout=600, **options)


@pytest.fixture(scope="module", name="prefix")
def installed(tmp_path_factory):
    if not (BUILD / "libcomity.so").exists():
        pytest.skip("the library is not built")
    prefix = tmp_path_factory.mktemp("prefix")
    run("cmake", "--install", BUILD, "--prefix", prefix)
    return prefix


def test_the_program_finds_its_books(prefix, tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "COMITY_BOOKS"}
    done = run(prefix / "bin" / "comity", "ask", "dc", "arrest", "grounds=civil_detainer", "--at", "2025-08-14T12:00", cwd=tmp_path, env=environment)
    assert "forbidden" in done.stdout.splitlines()[0]


def test_pages_are_there(prefix):
    assert (prefix / "share/man/man1/comity.1").read_text().startswith(".TH COMITY 1")
    assert "_comity" in (prefix / "share/bash-completion/completions/comity").read_text()
    assert (prefix / "share/zsh/site-functions/_comity").exists()
    assert (prefix / "share/fish/vendor_completions.d/comity.fish").exists()


def test_the_example_is_built_from_what_is_installed(prefix, tmp_path):
    library = next(prefix.rglob("libcomity.so"))
    shutil.copy(ROOT / "examples" / "ask.cpp", tmp_path)
    run("g++", "-std=c++23", "ask.cpp", f"-I{prefix / 'include'}", f"-L{library.parent}", "-lcomity", "-o", "ask", cwd=tmp_path)
    environment = {**os.environ, "LD_LIBRARY_PATH": str(library.parent)}
    done = run("./ask", prefix / "share" / "comity" / "books", cwd=tmp_path, env=environment)
    assert done.stdout.splitlines()[0] == "forbidden"


def test_public_headers_stand_alone(prefix, tmp_path):
    for header in sorted((prefix / "include" / "comity").glob("*.h")):
        (tmp_path / "one.cpp").write_text(f'#include "comity/{header.name}"\n#include "comity/{header.name}"\n')
        run("g++", "-std=c++23", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{prefix / 'include'}", "one.cpp", cwd=tmp_path)


def test_only_the_public_interface_is_visible(prefix):
    symbols = run("nm", "-DC", "--defined-only", next(prefix.rglob("libcomity.so"))).stdout
    shown = [line.split(" ", 2)[2] for line in symbols.splitlines() if " T " in line]
    assert shown and not [name for name in shown if any(room in name for room in ("comity::book::", "comity::ruling::", "comity::circuit::", "comity::syntax::"))]


def test_another_project_finds_the_library(prefix, tmp_path):
    """As docs/tour.md says it."""
    shutil.copy(ROOT / "examples" / "ask.cpp", tmp_path)
    (tmp_path / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(records LANGUAGES CXX)\nfind_package(comity REQUIRED)\n"
                                             "add_executable(records ask.cpp)\ntarget_link_libraries(records PRIVATE comity::comity)\n")
    run("cmake", "-S", tmp_path, "-B", tmp_path / "build", f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", tmp_path / "build")
    done = run(tmp_path / "build" / "records", prefix / "share" / "comity" / "books", cwd=tmp_path)
    assert done.stdout.splitlines()[0] == "forbidden"
