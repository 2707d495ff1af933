"""decide/: one case in process, ruling and deciding norms, beside Cedar, OPA, regorus and SAPL on the same cases; and flat with the size of the book."""

from __future__ import annotations

import json
import sys

from .common import Settings, in_process, result

# What a reader of the line must know besides (bench/peers/README.md says why).
MORE = {"sapl": "; version 4, for which its makers publish 179 to 374 ns, could not be had and was not run"}


def decide(settings: Settings):
    yield from beside_the_peers(settings)
    yield from flat(settings)


def beside_the_peers(settings: Settings):
    out, peers = settings.out / "peers", settings.root / "bench/peers"
    out.mkdir(exist_ok=True)
    cases = out / "cases.jsonl"
    drawn = settings.run(sys.executable, peers / "gen_cases.py", "--count", 2000 if settings.quick else 10000, "--settle", settings.program, "--books", "books")
    cases.write_text(drawn.stdout, encoding="utf-8")
    rounds = "7" if settings.quick else "21"
    ours = json.loads(settings.run(settings.root / "build/release/comity_peer", cases, "--answers", out / "comity.answers", "--norms", out / "comity.norms", "--rounds", rounds).stdout)
    # The peers report skips and figures on standard output; what cannot be built here is left out with its reason.
    settings.run("sh", peers / "run.sh", cases, out, "--rounds", rounds)
    compared = {}
    for line in settings.run(sys.executable, peers / "compare.py", settings.program, cases, out, "--books", "books").stdout.splitlines():
        one = json.loads(line)
        compared[one["engine"]] = one
    value = ours["ns_per_decision"]
    note = f"p50 {ours['p50_ns']:.0f} ns, p99 {ours['p99_ns']:.0f} ns with the clock's own cost"
    yield result("decide/dc", value, "ns", note=note)
    for peer in ("cedar", "opa", "regorus", "sapl"):
        theirs = json.loads((out / f"{peer}.json").read_text(encoding="utf-8"))
        if "skipped" in theirs:
            yield result(f"decide/dc/{peer}", value, "ns", note=f"{peer} left out: {theirs['skipped']}")
            continue
        note = f"p50 {theirs['p50_ns']:,.0f} ns; {compared[peer]['cases']} cases, rulings and norms compared"
        yield result(f"decide/dc/{peer}", value, "ns", f"{peer} {theirs['version']}", theirs["ns_per_decision"], compared[peer]["equal"], note + MORE.get(peer, ""))


def flat(settings: Settings):
    """The same decision in a generated book with 38 norms and with 10,000 of the same sort, over eight dockets: a few dear cases decide the cost of one."""
    found = in_process(settings, "decide/generated")

    def dockets(size: int) -> list[dict]:
        return [figures for name, figures in sorted(found.items()) if name.startswith(f"decide/generated/{size}/")]

    def mean(of: list[dict], figure: str) -> float:
        return sum(one[figure] for one in of) / len(of)

    small, large = dockets(38), dockets(10_000)
    ratios = sorted(b["ns"] / a["ns"] for a, b in zip(small, large))
    yield result("decide/generated_38", mean(small, "ns"), "ns", note=f"{mean(small, 'open'):.1%} of the cases left open")
    times = f"{mean(large, 'ns') / mean(small, 'ns'):.2f} times the cost with 38 norms; {ratios[0]:.2f} to {ratios[-1]:.2f} by docket"
    yield result("decide/generated_10000", mean(large, "ns"), "ns", note=f"{mean(large, 'open'):.1%} of the cases left open; {times}")
