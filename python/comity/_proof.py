"""What is said about every case: verdicts on claims, differences between laws, and what would have to be different."""

from __future__ import annotations

from typing import Any

from ._core import html_escaped


def _list(heading: str, items: list[str]) -> str:
    return f"<p>{html_escaped(heading)}</p><ul>" + "".join(f"<li>{html_escaped(item)}</li>" for item in items) + "</ul>"


class Verdict(dict[str, Any]):
    """What became of a claim: a dict in the form of `comity prove --json`."""

    @property
    def claim(self) -> str:
        return str(self["claim"])

    @property
    def result(self) -> str:
        """proved, refuted or undecided"""
        return str(self["result"])

    @property
    def proved(self) -> bool:
        return self.result == "proved"

    @property
    def case(self) -> dict[str, Any] | None:
        """A smallest case that refutes the claim."""
        return self.get("case")

    @property
    def scenario(self) -> str | None:
        """The same as a scenario that a book can keep."""
        return self.get("scenario")

    def _repr_html_(self) -> str:
        told = self.scenario or self.get("why") or ""
        return f"<p><strong>{html_escaped(self.result)}</strong> {html_escaped(self.claim)}</p>" + (f"<pre>{html_escaped(told)}</pre>" if told else "")

    def __repr__(self) -> str:
        return f"<comity.Verdict {self.claim}: {self.result}>"


class Change(dict[str, Any]):
    """Cases whose ruling becomes another one."""

    @property
    def before(self) -> str:
        return str(self["from"])

    @property
    def after(self) -> str:
        return str(self["to"])

    @property
    def share(self) -> float:
        """Of all cases, each part of a fact's range that the law tells apart weighed alike; not how often such cases occur."""
        return float(self["share"])

    @property
    def conditions(self) -> list[str]:
        """The change happens where any of these holds."""
        return list(self["conditions"])

    @property
    def example(self) -> list[str]:
        return list(self["example"])

    def __repr__(self) -> str:
        return f"<comity.Change {self.before} -> {self.after}: {self.share:.4g} of all cases>"


class Difference(dict[str, Any]):
    """An action on which two laws differ: a dict in the form of `comity diff --json`."""

    @property
    def action(self) -> str:
        return str(self["action"])

    @property
    def compared(self) -> bool:
        """False where the action's conditions have too many cells to be compared."""
        return bool(self["compared"])

    @property
    def changes(self) -> list[Change]:
        return [Change(one) for one in self["changes"]]

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html_escaped(self.action)}</strong></p>"]
        parts += [_list(f"{one.before} becomes {one.after}, where any of these holds:", one.conditions) for one in self.changes]
        return "".join(parts)

    def __repr__(self) -> str:
        return f"<comity.Difference {self.action}: {len(self['changes'])} changes>"


class WhyNot(dict[str, Any]):
    """A smallest change of a case that gives another ruling: a dict in the form of `comity why-not --json`."""

    @property
    def reachable(self) -> bool:
        """False where no facts give that ruling at this instant, or none were found."""
        return bool(self["reachable"])

    @property
    def exact(self) -> bool:
        """False where the budget ran out: there may be a smaller change, or one where none was found."""
        return bool(self["exact"])

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """By fact: what was told (None: unknown), and what would have to be."""
        return {one["fact"]: (one["from"], one["to"]) for one in self["changes"]}

    def _repr_html_(self) -> str:
        if not self.reachable:
            none = "No facts make" if self.exact else "The budget ran out before facts were found that make"
            return f"<p>{none} it {html_escaped(str(self['wanted']))} at this instant.</p>"
        told = [f"{fact}: {after} instead of {'unknown' if before is None else before}" for fact, (before, after) in self.changes.items()]
        return _list(f"It would be {self['wanted']} with:", told)

    def __repr__(self) -> str:
        return f"<comity.WhyNot {self['wanted']}: {self.changes if self.reachable else 'no facts make it so' if self.exact else 'none found'}>"
