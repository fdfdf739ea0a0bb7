"""What the instructions say about routes on a day, whoever asks; kept as long as the graph stays the same.

Nothing here knows who is there; see `facts`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.graph.cypher import load_statement
from ansvar.graph.derive import CONNECTION_KEYS, CONNECTIONS
from ansvar.queries.citation import read_styles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from ansvar.graph.store import Store

Row = dict[str, Any]

TRIES = 3
"""How often a question in several statements is begun anew because the graph changed meanwhile."""

CHANGED = ("the graph changed while it was being read", "Try again when the load has finished.")
"""What is said, and what then, when that was not enough."""

_MOST = 32  # days of graphs that are kept


@dataclass(frozen=True)
class Named:
    """Something with a key and a name in two languages."""

    key: str
    name_nb: str
    name_en: str
    synthetic: bool = False

    def name(self, lang: str) -> str:
        """Give the name in a language."""
        return self.name_nb if lang == "nb" else self.name_en


def named(props: Mapping[str, Any]) -> Named:
    """Make a name from a node's properties."""
    return Named(props["key"], props["name_nb"], props["name_en"], bool(props.get("synthetic")))


@dataclass(frozen=True)
class Foreseen:
    """A step that an instruction foresees between two roles."""

    from_role: str
    to_role: Named
    step: str
    via: str
    basis: str
    alternative: bool
    clauses: tuple[str, ...]
    defined_by: tuple[str, ...]
    seat: str
    why_nb: str
    why_en: str
    instruction: str = ""
    in_person: bool = False

    @property
    def personal(self) -> bool:
        """True when only somebody who is there can take the step: an empty post is no member of anything."""
        return bool(_header(self.via)["personal"])

    def why(self, lang: str) -> str:
        """Give the reason in a language."""
        return self.why_nb if lang == "nb" else self.why_en

    def applies_to(self, line: Iterable[Mapping[str, Any]]) -> bool:
        """Tell whether the step is meant for those in a line of units (see `ansvar.queries.trace.facts`).

        A connection along the line is only foreseen when the receiver's seat lies in the line of
        the one who asks: staff of a department without a representative are not missing one.
        """
        if not self.seat or not _header(self.via)["within_line"]:
            return True
        return any(self.seat == unit["code"] or self.seat in unit["labels"] for unit in line)


def _header(via: str) -> Mapping[str, Any]:
    return load_statement(CONNECTIONS / f"{via}.cypher", CONNECTION_KEYS).header


class Norm:
    """What the instructions say about routes on a day.

    Attributes
    ----------
    graph : dict
        ``fingerprint`` and ``as_of`` of the graph; empty texts for an empty graph.
    themes, matters : tuple of Named
        What an instruction regulates on the day, in order of key.
    styles : dict
        How clauses are cited, by document.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = list(rows)
        self._of: dict[frozenset[str], Norm] = {}
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows:
            parts[row["part"]].append({"of": row["key"]} | row["data"])
        state = parts["graph"][0]
        self.graph = {name: str(state[name] or "") for name in ("fingerprint", "as_of")}
        self.themes = _in_order(parts["theme"])
        self.matters = _in_order(parts["matter"])
        self._regulated = {row["key"]: row["ends"] for part in ("theme", "matter") for row in parts[part]}
        self._begins = parts["begins"]
        self._steps = parts["step"]
        self._questions = sorted(parts["question"], key=lambda row: (row["number"], row["of"]))
        self._clauses = {row["of"]: row["themes"] for row in parts["clause"]}
        self._binds = {(row["of"], row["organisation"]) for row in parts["binds"]}
        self._receivers = sorted(parts["receiver"], key=lambda row: row["of"])
        self.styles = read_styles(parts["style"])

    def binding(self, organisations: Iterable[str | None]) -> Norm:
        """Give what is said by those instructions that bind one of some organisations."""
        named = frozenset(filter(None, organisations))
        if named not in self._of:
            by = {instruction for instruction, organisation in self._binds if organisation in named}
            self._of[named] = Norm(filter(None, (_of(row, by) for row in self._rows)))
        return self._of[named]

    def starting_roles(self, *, followed: bool) -> list[str]:
        """Give the roles that a route can begin with, in order.

        Parameters
        ----------
        followed : bool
            Where an instruction lets some of its roles be followed up, only those.
        """
        by_instruction: dict[str, list[Row]] = defaultdict(list)
        for row in self._begins:
            by_instruction[row["instruction"]].append(row)
        chosen: set[str] = set()
        for own in by_instruction.values():
            some = [row for row in own if row["followed"]] if followed else []
            chosen |= {row["of"] for row in some or own}
        return sorted(chosen)

    def regulates(self, theme: str, matter: str) -> bool:
        """Tell whether one instruction speaks of both, so that it can be asked about them."""
        return bool(self._speaking(theme, matter))

    def _speaking(self, theme: str, matter: str) -> set[str]:
        asked = ({row["instruction"] for row in self._regulated.get(word, ())} for word in (theme, matter))
        return set.intersection(*asked)

    def receivers(self, theme: str, matter: str, lang: str) -> list[dict[str, str]]:
        """Give to whom the instructions about a theme and a matter are addressed, where they say so.

        That is ``instruction`` (its key), ``citation`` and ``receiver``, in order of key.
        """
        speaking = self._speaking(theme, matter)
        return [
            {"instruction": row["of"], "citation": row["citation"], "receiver": row[f"receiver_{lang}"]}
            for row in self._receivers
            if row["of"] in speaking
        ]

    def has_steps(self, roles: Iterable[str]) -> bool:
        """Tell whether an instruction lets one of some roles begin, take matters up, or be turned to."""
        speaking = {key for row in self._steps for key in (row["of"], row["to"])}
        speaking |= {row["of"] for row in self._begins}
        return not speaking.isdisjoint(roles)

    def must_reach(self, matter: str) -> dict[str, frozenset[str]]:
        """Give, by instruction, the roles in which somebody has to be there for a matter to be in good hands.

        An instruction that names none is left out: to it, everybody on the ordinary way has to be there.
        """
        return {
            row["instruction"]: frozenset(row["must_reach"])
            for row in self._regulated.get(matter, ())
            if row["must_reach"]
        }

    def left_out(self, matter: str, lang: str) -> list[dict[str, str]]:
        """Give what the instructions leave to others about a kind of matter: ``text`` and ``source``."""
        return [
            {"text": told, "source": source}
            for row in self._regulated.get(matter, ())
            for told, source in zip(
                row[f"not_regulated_{lang}"] or (), row["not_regulated_source"] or (), strict=True
            )
        ]

    def questions(self, clauses: Collection[str], lang: str) -> list[dict[str, Any]]:
        """Give what some clauses leave unclear and how it is read, in order of number."""
        return [
            {
                "key": row["of"],
                "number": row["number"],
                "text": row[f"text_{lang}"],
                "reading": row[f"reading_{lang}"],
                "clauses": [clause for clause in row["clauses"] if clause in clauses],
            }
            for row in self._questions
            if not set(clauses).isdisjoint(row["clauses"])
        ]

    def ends(self, matter: str) -> list[Row]:
        """Tell where matters of a kind end: ``ends_nb``, ``ends_en`` and ``clauses`` by instruction."""
        return list(self._regulated.get(matter, ()))

    def foreseen(self, theme: str, matter: str) -> dict[str, list[Foreseen]]:
        """Give the steps that are foreseen for a theme and a matter, by the role that takes them."""
        found: dict[str, list[Foreseen]] = defaultdict(list)
        for row in self._steps:
            props = row["props"]
            if theme in (props.get("themes") or ()) and matter in (props.get("matters") or ()):
                found[row["of"]].append(self._foreseen(row, theme))
        for steps in found.values():
            steps.sort(key=lambda step: (step.step, step.to_role.key))
        return found

    def _foreseen(self, row: Row, theme: str) -> Foreseen:
        props = row["props"]
        return Foreseen(
            from_role=row["of"],
            to_role=Named(row["to"], row["name_nb"], row["name_en"]),
            step=props["step"],
            via=props["via"],
            basis=props["basis"],
            alternative=bool(props["alternative"]),
            clauses=tuple(props.get("clauses") or ()),
            defined_by=self.speaking_of(theme, row["defined_by"]),
            seat=row["seat"] or "",
            why_nb=props.get("why_nb") or "",
            why_en=props.get("why_en") or "",
            instruction=props.get("stated_by") or "",
            in_person=bool(row["in_person"]),
        )

    def speaking_of(self, theme: str, clauses: Collection[str] | None) -> tuple[str, ...]:
        """Leave out the clauses that speak of other themes only."""
        return tuple(c for c in clauses or () if theme in self._clauses.get(c, (theme,)))


def read_norm(store: Store, on: dt.date) -> Norm:
    """Read what the instructions say on a day."""
    norm = Norm(store.read("trace.norm", on=on))
    if fingerprint := norm.graph["fingerprint"]:
        store.kept[fingerprint, on] = norm
        while len(store.kept) > _MOST:
            store.kept.pop(next(iter(store.kept)), None)
    return norm


def norm_of(store: Store, on: dt.date, fingerprint: str) -> Norm:
    """Give what the instructions say on a day, read anew only when the graph is not the one of before.

    Parameters
    ----------
    fingerprint : str
        Of the graph as it is now.
    """
    return store.kept.get((fingerprint, on)) or read_norm(store, on)


def _of(row: Row, by: Collection[str]) -> Row | None:
    """Give a row as far as some instructions say it; None when they do not."""
    part, data = row["part"], row["data"]
    if part in ("theme", "matter"):
        ends = [each for each in data["ends"] if each["instruction"] in by]
        return row | {"data": data | {"ends": ends}} if ends else None
    own = {"binds": row["key"], "receiver": row["key"], "begins": data.get("instruction")}
    own["step"] = data.get("props", {}).get("stated_by")
    return row if part not in own or own[part] in by else None


def _in_order(rows: Iterable[Row]) -> tuple[Named, ...]:
    return tuple(sorted(map(named, rows), key=lambda each: each.key))
