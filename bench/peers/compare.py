#!/usr/bin/env python3
"""Compares what the peers answered with what comity answers to the same cases: the rulings, and the norms that decided.

    compare.py COMITY CASES OUTDIR [--books DIR]

COMITY is the program, OUTDIR the folder that run.sh filled. Prints one JSON object a peer,
{"engine": "cedar", "equal": true, "cases": 10000, "different": 0, "other_norms": 0}, and the first ten differences with their cases on
standard error. `equal` says that rulings and norms are the same. A norm that decides only under one answer to an open question (`may_decide`) may be
named by a peer or not: peers have no questions and no "may".
Exit code: 0 all equal, 1 a difference, 2 nothing to compare.
"""

import argparse
import json
import pathlib
import sys

sys.dont_write_bytecode = True
from gen_cases import ask  # noqa: E402

PEERS = ["cedar", "regorus", "opa", "sapl"]


def short(norm):
    return norm["norm"].rsplit("/", 1)[-1]


def same_norms(answer, theirs):
    sure = {short(norm) for norm in answer["decided_by"]}
    possible = sure | {short(norm) for norm in answer.get("may_decide", [])}
    return sure <= set(theirs) <= possible


def lines_of(path, count):
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) != count:
        sys.exit(f"{path} holds {len(lines)} lines for {count} cases")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("comity")
    parser.add_argument("cases")
    parser.add_argument("outdir", type=pathlib.Path)
    parser.add_argument("--books", metavar="DIR")
    options = parser.parse_args()
    with open(options.cases, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    ours = ask(options.comity, options.books, cases)
    compared, equal = 0, True
    for peer in PEERS:
        if not (options.outdir / f"{peer}.answers").exists():
            continue
        rulings = lines_of(options.outdir / f"{peer}.answers", len(cases))
        norms = [line.split() for line in lines_of(options.outdir / f"{peer}.norms", len(cases))]
        different = [i for i, answer in enumerate(ours) if answer["ruling"] != rulings[i]]
        other = [i for i, answer in enumerate(ours) if answer["ruling"] == rulings[i] and not same_norms(answer, norms[i])]
        counts = {"cases": len(cases), "different": len(different), "other_norms": len(other)}
        print(json.dumps({"engine": peer, "equal": not different and not other} | counts))
        for i in (different + other)[:10]:
            by = " ".join(short(norm) for norm in ours[i]["decided_by"])
            print(f"case {i + 1}: comity {ours[i]['ruling']} ({by}), {peer} {rulings[i]} ({' '.join(norms[i])})", file=sys.stderr)
            print(f"  {json.dumps(cases[i])}", file=sys.stderr)
        compared += 1
        equal = equal and not different and not other
    sys.exit(2 if not compared else 0 if equal else 1)


if __name__ == "__main__":
    main()
