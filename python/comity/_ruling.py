"""One ruling, as the engine's JSON with a face for people."""

from __future__ import annotations

from typing import Any

from ._core import html_escaped

_COLOURS = {
    "permitted": "#1b7837",
    "forbidden": "#b2182b",
    "required": "#2166ac",
    "silent": "#636363",
    "conflicting": "#762a83",
    "undetermined": "#8c510a",
}


class Ruling(dict[str, Any]):
    """The answer to one case: a dict in the form of `comity ask --json`, with the commonest parts by name."""

    @property
    def ruling(self) -> str:
        """permitted, forbidden, required, silent, conflicting or undetermined"""
        return str(self["ruling"])

    @property
    def possible(self) -> list[str]:
        return list(self["possible"])

    @property
    def decided_by(self) -> list[str]:
        return [norm["norm"] for norm in self.get("decided_by", [])]

    @property
    def missing(self) -> list[str]:
        return [one if isinstance(one, str) else next(iter(one.values())) for one in self.get("missing", [])]

    @property
    def next_question(self) -> Any:
        return self.get("next_question")

    def why(self) -> str:
        lines = [f"{self['action']} at {self['at']}: {self.ruling}"]
        if len(self.possible) > 1:
            lines.append(f"possible: {', '.join(self.possible)}")
        for norm in self.get("decided_by", []):
            lines.append(f"decided by {norm['norm']}")
            for source in norm.get("sources", []):
                place = ", ".join(part for part in (source.get("citation"), source.get("pinpoint")) if part)
                lines.append(f"  {place}: “{source['words']}”" if source.get("words") else f"  {place}")
        for name, value in (self.get("because") or {}).items():
            lines.append(f"because {name} is {', '.join(value) if isinstance(value, list) else value}")
        if self.missing:
            lines.append(f"hangs on {', '.join(self.missing)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        colour = _COLOURS.get(self.ruling, "#000")
        rows = "".join(f"<li>{html_escaped(line.strip())}</li>" for line in self.why().splitlines()[1:])
        return (
            f'<div><p>{html_escaped(str(self["action"]))} at {html_escaped(str(self["at"]))}: '
            f'<strong style="color:{colour}">{html_escaped(self.ruling)}</strong></p><ul>{rows}</ul></div>'
        )

    def __repr__(self) -> str:
        return f"<comity.Ruling {self['action']} at {self['at']}: {self.ruling}>"
