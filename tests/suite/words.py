"""Organisations in a few lines, so that a test shows the world that it speaks of.

An organisation is one fact a line; what a key names is made when it is first mentioned, with the kind
that its first part tells (``centre:a`` is a ReceptionCentre).  A post that no line gives a holder and
none calls vacant is held by somebody from the first day on.  Any line may end with ``from DATE`` and
``to DATE``, the first day on which it no longer holds::

    centre:a -> office:west              the office serves the centre (office:west serves centre:a)
    centre:a in region:r                 lies in a region
    office:west under dept:d             lies under it in the line
    dept:d code D
    network:n covers noise, light        a post can cover too
    post:p in office:west as contact     belongs to the unit and fills the role
    post:p vacant                        or: vacant since DATE
    post:p unknown                       nobody has told who holds it
    person:x holds post:p
    person:x away from post:p
    person:x deputises for post:p        post:q deputises for post:p
    post:p member of network:n           on behalf of dept:d
    post:p leads network:n
    centre:a exists to 2019-01-01        or: centre:a is Section

How an instruction is spelt out stands in `suite.norms`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from ansvar.graph.load.loader import load_files
from suite.norms import FIRST_DAY, HOUSE, MATTERS, THEMES, instruction, listed, matched, text

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from ansvar.graph.journal.writer import LoadReport
    from ansvar.graph.store import Store

__all__ = [
    "FIRST_DAY", "HOUSE", "KINDS", "MATTERS", "THEMES", "WEST", "Org", "instruction", "organisation", "text",
    "without", "write",
]  # fmt: skip

KINDS = {
    "ministry": "Ministry",
    "directorate": "Directorate",
    "dept": "Department",
    "section": "Section",
    "office": "RegionalOffice",
    "centre": "ReceptionCentre",
    "network": "Network",
    "region": "Region",
    "partner": "ExternalPartner",
    "unit": "Unit",
}

WEST = (
    "dept:care code CARE",
    "dept:head code HEAD",
    "office:west under dept:care",
    "network:n under dept:head",
    "office:west serves region:r",
    "centre:a in region:r",
    "post:contact in office:west as contact",
    "post:expert in dept:care as expert",
    "post:expert member of network:n on behalf of dept:care",
    "post:leader in dept:head as leader",
    "post:leader leads network:n",
    "post:chief in dept:head as chief",
)
"""The smallest organisation in which every step of `HOUSE` is open."""


def without(lines: tuple[str, ...], *gone: str) -> tuple[str, ...]:
    """Leave lines out, each of which must be there."""
    assert set(gone) <= set(lines), set(gone) - set(lines)
    return tuple(line for line in lines if line not in gone)


# -- an organisation -------------------------------------------------------------------------------

_FACTS = (
    ("served", r"(?P<a>centre:\S+) -> (?P<b>\S+)"),
    ("serves", r"(?P<a>\S+) serves (?P<b>\S+)"),
    ("post", r"(?P<a>post:\S+) in (?P<b>\S+)(?: as (?P<roles>.+?))?"),
    ("located", r"(?P<a>\S+) in (?P<b>region:\S+)"),
    ("under", r"(?P<a>\S+) under (?P<b>\S+)"),
    ("code", r"(?P<a>\S+) code (?P<b>\S+)"),
    ("covers", r"(?P<a>\S+) covers (?P<themes>.+?)"),
    ("vacant", r"(?P<a>post:\S+) vacant(?: since (?P<since>\S+))?"),
    ("unknown", r"(?P<a>post:\S+) unknown"),
    ("holds", r"(?P<a>person:\S+) holds (?P<b>post:\S+)"),
    ("away", r"(?P<a>person:\S+) away from (?P<b>post:\S+)"),
    ("deputy", r"(?P<a>\S+) deputises for (?P<b>post:\S+)"),
    ("member", r"(?P<a>post:\S+) member of (?P<b>\S+)(?: on behalf of (?P<behalf>\S+))?"),
    ("leads", r"(?P<a>post:\S+) leads (?P<b>\S+)"),
    ("fills", r"(?P<a>post:\S+) fills (?P<roles>.+?)"),
    ("is", r"(?P<a>\S+) is (?P<b>\w+)"),
    ("exists", r"(?P<a>\S+) exists"),
)


class _Facts:
    """One organisation file on its way."""

    def __init__(self, since: str) -> None:
        self.since = since
        self.units: dict[str, dict[str, Any]] = {}
        self.posts: dict[str, dict[str, Any]] = {}
        self.people: dict[str, dict[str, Any]] = {}
        self.vacant: set[str] = set()

    def thing(self, key: str) -> dict[str, Any]:
        """Find what a key names; it is made when it is new."""
        kind = key.split(":", 1)[0]
        if kind == "post":
            return self.posts.setdefault(key, {"key": key, "name": text(key)})
        if kind == "person":
            return self.people.setdefault(key, {"key": key, "name": key, "synthetic": True})
        return self.units.setdefault(key, {"key": key, "kind": KINDS[kind], "name": text(key)})

    def add(self, line: str) -> None:
        """Take one line in."""
        words = line.split()
        period: dict[str, str] = {}
        while len(words) > 2 and words[-2] in ("from", "to") and re.fullmatch(r"\d{4}-\d\d-\d\d", words[-1]):
            period[words[-2]] = words[-1]
            del words[-2:]
        kind, found = matched(" ".join(words), _FACTS)
        thing = self.thing(found["a"])
        other = found.get("b") or ""
        if ":" in other:
            self.thing(other)
        getattr(self, f"_{kind}")(thing, other, found, dict(sorted(period.items())))

    @staticmethod
    def _link(thing: dict[str, Any], field: str, link: dict[str, Any]) -> None:
        thing.setdefault(field, []).append(link)

    def _serves(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(thing, "serves", {"unit": other} | period)

    def _served(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(self.thing(other), "serves", {"unit": thing["key"]} | period)

    def _located(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(thing, "located_in", {"unit": other} | period)

    def _under(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(thing, "part_of", {"unit": other} | period)

    def _post(self, thing: dict[str, Any], other: str, found: Any, period: dict[str, str]) -> None:
        self._link(thing, "unit", {"unit": other} | period)
        self._fills(thing, other, found, period)

    def _fills(self, thing: dict[str, Any], _: str, found: Any, period: dict[str, str]) -> None:
        for role in listed(found["roles"]):
            self._link(thing, "fills", {"role": role} | period)

    def _code(self, thing: dict[str, Any], other: str, _: Any, __: dict[str, str]) -> None:
        thing["code"] = other

    def _is(self, thing: dict[str, Any], other: str, _: Any, __: dict[str, str]) -> None:
        thing["kind"] = other

    def _exists(self, thing: dict[str, Any], _: str, __: Any, period: dict[str, str]) -> None:
        thing.update(period)

    def _covers(self, thing: dict[str, Any], _: str, found: Any, period: dict[str, str]) -> None:
        for theme in listed(found["themes"]):
            self._link(thing, "covers", {"theme": theme} | period)

    def _vacant(self, thing: dict[str, Any], _: str, found: Any, __: dict[str, str]) -> None:
        self.vacant.add(thing["key"])
        if found["since"]:
            person = self.thing(f"person:before-{thing['key'].split(':', 1)[1]}")
            self._link(thing, "holders", {"person": person["key"], "to": found["since"]})

    def _unknown(self, thing: dict[str, Any], *_: Any) -> None:
        self.vacant.add(thing["key"])
        thing["occupancy"] = "unknown"

    def _holds(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(self.thing(other), "holders", {"person": thing["key"]} | period)

    def _away(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(self.thing(other), "absences", {"person": thing["key"]} | period)

    def _deputy(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        kind = thing["key"].split(":", 1)[0]
        self._link(self.thing(other), "deputies", {kind: thing["key"]} | period)

    def _member(self, thing: dict[str, Any], other: str, found: Any, period: dict[str, str]) -> None:
        link = {"network": other} | period
        if found["behalf"]:
            self.thing(found["behalf"])
            link["on_behalf_of"] = found["behalf"]
        self._link(thing, "member_of", link)

    def _leads(self, thing: dict[str, Any], other: str, _: Any, period: dict[str, str]) -> None:
        self._link(thing, "coordinates", {"network": other} | period)

    def finish(self) -> None:
        """Give every post a holder that no line has spoken of."""
        for key, post in self.posts.items():
            if not post.get("holders") and key not in self.vacant:
                person = self.thing(f"person:{key.split(':', 1)[1]}")
                self._link(post, "holders", {"person": person["key"]})


def organisation(*lines: str, key: str = "organisation:t", since: str = FIRST_DAY) -> dict[str, Any]:
    """Give an organisation file as data."""
    facts = _Facts(since)
    for line in lines:
        facts.add(line)
    facts.finish()
    return {
        "format": "ansvar.organisation/1",
        "key": key,
        "name": text("A test's own organisation"),
        "from": since,
        "units": list(facts.units.values()),
        "posts": list(facts.posts.values()),
        "people": list(facts.people.values()),
    }


# -- loading ---------------------------------------------------------------------------------------


def write(path: Path, data: dict[str, Any]) -> Path:
    """Write a file as a person would: UTF-8, in the order given, dates as dates."""
    dumped = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    path.write_text(re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", dumped), encoding="utf-8")
    return path


class Org:
    """Loads what a test spells out: ``org("centre:a -> office:west", …)``.

    Each call states the whole organisation anew, as a changed file would.

    Attributes
    ----------
    norm, lines : Path
        The two files of the latest call.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.norm = folder / "norm.yaml"
        self.lines = folder / "organisation.yaml"

    def __call__(
        self,
        *lines: str,
        norm: tuple[str, ...] = HOUSE,
        ended_on: dt.date | None = None,
        binds: list[str] | None = None,
        **of_norm: Any,
    ) -> LoadReport:
        """Load the organisation together with an instruction."""
        write(self.norm, instruction(*norm, **of_norm) | ({"binds": binds} if binds else {}))
        write(self.lines, organisation(*lines))
        return load_files(self.store, [self.norm, self.lines], ended_on=ended_on)
