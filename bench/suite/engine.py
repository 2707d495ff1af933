"""compile/ and ask/: loading and compiling books; answers with all their parts; the whole process."""

from __future__ import annotations

from .common import Settings, in_process, result, whole_process

CASE = ["--at", "2025-08-14T12:00", "encounter=traffic_stop", "subject.in_custody=no", "requester=federal_immigration"]


def compile_(settings: Settings):
    found = in_process(settings, "compile/")
    yield result("compile/dc", found["compile/dc"]["ns"] / 1e6, "ms", note="dc and us from disk to the circuit, files read, checked and lowered")
    yield result("compile/generated_10000", found["compile/generated/10000"]["ns"] / 1e6, "ms", note="a generated book of 10,000 norms")


def ask(settings: Settings):
    found = in_process(settings, "ask/")
    yield result("ask/full", found["ask/full"]["ns"] / 1e3, "us", note="settled D.C. cases: norms, because, missing, duties")
    yield result("ask/next", found["ask/next"]["ns"] / 1e3, "us", note="unsettled D.C. cases, the next question among the answer")
    yield result("ask/process", whole_process(settings, [settings.program, "ask", "dc", "share_information", *CASE]), "ms", note="`comity ask` from start to end")
