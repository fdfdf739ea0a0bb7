"""Asks the rules and gathers what they found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import today
from ansvar.graph.errors import AnsvarError, EngineUnreachableError, Problem, QuestionError, UnknownNameError
from ansvar.graph.names import nearest
from ansvar.graph.texts import day_in_words
from ansvar.queries.citation import citations
from ansvar.queries.coverage.survey import survey
from ansvar.queries.doubt import raised
from ansvar.queries.gaps.causes import causes_of
from ansvar.queries.gaps.render import Glossary, RuleRow, checked, sentence, tell, word
from ansvar.queries.gaps.result import Cause, Finding, Gaps, RuleResult, Stop
from ansvar.queries.gaps.rules import ABOUT, SEVERITIES, WALKED, Rule, all_rules, problem_of, user_folder
from ansvar.queries.gaps.walks import circles, routes, stops
from ansvar.queries.names import EMPTY, came_back, key_of
from ansvar.queries.trace.facts import label_of
from ansvar.queries.trace.norm import norm_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ansvar.graph.cypher import Statement
    from ansvar.graph.store import Store


STOPS = "route_stops"
"""The rule whose findings are routes that stop."""


def gaps(
    store: Store,
    on: dt.date | None = None,
    rules: Sequence[str] | None = None,
    severity: str | None = None,
    unit: str | None = None,
    lang: str = "en",
    settings: Mapping[str, int] | None = None,
    folder: Path | None = None,
    about: Sequence[str] | None = None,
) -> Gaps:
    """Find where it breaks.

    Parameters
    ----------
    store : Store
        The graph; it is asked once for each rule.
    on : date, optional
        The day the question is asked for; today when left out.
    rules : sequence of str, optional
        Names of the rules to ask; all of them when left out.
    severity : str, optional
        The least severity that is wanted: ``medium`` leaves out the low ones.
    unit : str, optional
        Only findings that concern this unit or something under it.
    lang : str
        ``nb`` or ``en``, for names and reasons.
    settings : mapping of str to int, optional
        Thresholds: ``days``, or ``term_ending.days`` for one rule only.
    folder : Path, optional
        Folder with rules of the user's; the one that `ANSVAR_RULES` names when left out.
    about : sequence of str, optional
        Keys: only findings with one of them among their subjects, at the cost of looking at these.  Nothing
        else is counted then: `n` is null, and `k` the number of what is found about them.

    Returns
    -------
    Gaps
        A rule file that cannot be used is told of in `problems` and stops nothing.

    Raises
    ------
    UnknownNameError
        There is no such rule, severity, threshold, unit or key, with the nearest ones.
    QuestionError
        The graph is empty.
    """
    on = on or today()
    known, problems = all_rules(folder or user_folder())
    asked = _chosen(known, rules, severity)
    thresholds = _thresholds(asked, known, settings or {})
    unit, inside = _inside(store, unit, on)
    about, looked_at = _around(store, about, on)
    run = _Run(store, on, lang, inside, looked_at)
    for rule in asked:
        run.ask(rule, thresholds[rule.name])
    run.look([rule for rule in known if rule.root], asked)
    question = {
        "on": on.isoformat(), "rules": sorted(rules) if rules else None, "severity": severity, "unit": unit,
        "about": about, "settings": dict(sorted((settings or {}).items())),
    }  # fmt: skip
    return run.answer(question, problems)


def _chosen(known: Sequence[Rule], names: Sequence[str] | None, severity: str | None) -> list[Rule]:
    by_name = {rule.name: rule for rule in known}
    for name in names or ():
        if name not in by_name:
            raise UnknownNameError(
                "rule", name, nearest(name, by_name), "`ansvar gaps --format json` names all rules."
            )
    if severity is not None and severity not in SEVERITIES:
        raise UnknownNameError("severity", severity, nearest(severity, SEVERITIES))
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity else SEVERITIES
    return [rule for rule in known if (not names or rule.name in names) and rule.severity in grave]


def _thresholds(
    asked: Sequence[Rule], known: Sequence[Rule], settings: Mapping[str, int]
) -> dict[str, dict[str, int]]:
    """Give each rule its thresholds: its own defaults, over them what was set."""
    valid = {name for rule in known for t in rule.defaults for name in (t, f"{rule.name}.{t}")}
    for name in settings:
        if name not in valid:
            raise UnknownNameError("setting", name, nearest(name, valid))
    return {
        rule.name: {
            name: settings.get(f"{rule.name}.{name}", settings.get(name, value))
            for name, value in rule.defaults.items()
        }
        for rule in asked
    }


def _inside(store: Store, unit: str | None, on: dt.date) -> tuple[str, frozenset[str]] | tuple[None, None]:
    """Give the key of a unit, and those of all under it; None when the whole organisation is meant."""
    if unit is None:
        return None, None
    rows = store.read("findings.within", unit=unit, on=on)
    if not rows:
        return _inside(store, key_of(store, "unit", unit, {"Unit"}), on)
    return unit, frozenset(row["key"] for row in rows)


@dataclass(frozen=True)
class _About:
    """What is asked about, the keys that rules begin with to find all about it, and those of the walks.

    A role can be missing on the way from any place, so that for one everything is walked.
    """

    keys: frozenset[str]
    around: tuple[str, ...]
    walked: frozenset[str] | None


def _around(
    store: Store, about: Sequence[str] | None, on: dt.date
) -> tuple[list[str], _About] | tuple[None, None]:
    """Give the keys that are asked about, and what is looked at for them; None when everything is."""
    if not about:
        return None, None
    rows = store.read("findings.around", keys=sorted(set(about)), on=on)
    there = {row["key"] for row in rows}
    if not there.issuperset(about):
        keys = [key if key in there else key_of(store, "key", key, {"Entity"}) for key in about]
        return _around(store, keys, on)
    around = tuple(sorted({key for row in rows for key in row["around"]}))
    walked = None if any("Role" in row["labels"] for row in rows) else frozenset(about)
    return sorted(set(about)), _About(frozenset(about), around, walked)


class _Run:
    """One question on its way: what was found so far, and what went wrong."""

    def __init__(
        self, store: Store, on: dt.date, lang: str, inside: frozenset[str] | None, about: _About | None
    ) -> None:
        self.store = store
        self.on = on
        self.lang = lang
        self.inside = inside
        self.about = about
        self.asked: list[tuple[Rule, list[RuleRow], int | None]] = []
        self.roots: list[RuleRow] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._counts: dict[str, int] = {}
        self._walked: dict[str, list[dict[str, Any]]] = {}
        self._stops: dict[tuple[str, ...], Stop] = {}

    def ask(self, rule: Rule, thresholds: Mapping[str, int]) -> None:
        """Ask one rule; what is wrong with a rule of the user's becomes a problem."""
        try:
            found = checked(rule, self._rows(rule.statement, thresholds), thresholds)
            self.roots += found if rule.root else ()
            if self.about:
                found = [one for one in found if not self.about.keys.isdisjoint(one.subjects)]
            self.asked.append((rule, found, None if self.about else self._count(rule)))
        except AnsvarError as error:
            if not rule.own or isinstance(error, EngineUnreachableError):
                raise
            self.problems.append(problem_of(Path(rule.statement.file), error))

    def look(self, rules: Iterable[Rule], asked: Collection[Rule]) -> None:
        """Look for what the findings follow from, with rules or about keys that were not asked for."""
        found = (row.link(row.rule.follows) for _, rows, _ in self.asked for row in rows)
        links = [link for link in found if link]
        if self.about:
            # where the role alone decides, whatever is at the root can be anywhere
            near = {key for link in links for key in link.near | link.roles}
            everywhere = any(not link.near for link in links)
            self.about = replace(self.about, around=() if everywhere else tuple(sorted(near)))
        for rule in rules if links else ():
            if not rule.own and (self.about or rule not in asked):
                self.roots += checked(rule, self._rows(rule.statement, rule.defaults), rule.defaults)

    def _rows(self, statement: Statement, thresholds: Mapping[str, int]) -> list[dict[str, Any]]:
        handed: dict[str, Any] = {name: self._walk(name) for name in WALKED if name in statement.params}
        if ABOUT in statement.params:
            handed[ABOUT] = list(self.about.around) if self.about else []
        rows = self.store.read(statement, on=self.on, **thresholds, **handed)
        for row in rows if self._back else ():
            if row.get("since"):
                row["since"] = max([row["since"], *(self._back.get(key, "") for key in row["subjects"])])
        return rows

    @cached_property
    def _back(self) -> dict[str, str]:
        """Since when things exist that ended before and came back: what is wrong with them is no older."""
        day = self.on.isoformat()
        return {row["key"]: gone.end for row, gone in came_back(self.store) if gone.end <= day}

    def _walk(self, name: str) -> list[dict[str, Any]]:
        """Walk the routes, once for all rules that ask for what walking finds."""
        if not self._walked:
            about = self.about.walked if self.about else None
            found = survey(self.store, self.on, starts="all", about=about)
            journeys = list(found.journeys())
            self._walked = {"routes": routes(journeys), "circles": circles(found)}
            self._stops = stops(journeys, self.lang)
        return self._walked[name]

    def _count(self, rule: Rule) -> int:
        """Count what a rule could have found, once for all rules that count the same."""
        if rule.of.file not in self._counts:
            rows = self._rows(rule.of, {})
            self._counts[rule.of.file] = int(rows[0]["n"]) if rows else 0
        return self._counts[rule.of.file]

    def answer(self, question: dict[str, Any], problems: Iterable[Problem]) -> Gaps:
        """Put the answer together, with the names of all that it speaks of."""
        shown = {rule.name: self._shown(found) for rule, found, _ in self.asked}
        every = [one for some in shown.values() for one in some]
        roots = causes_of(every, self.roots)
        words, graph = self._words([*every, *roots.values()])
        accepted = {
            (row["finding"], row["facts"]): row for row in self.store.read("findings.accepted", on=self.on)
        }
        findings: list[Finding] = []
        results: list[RuleResult] = []
        for rule, found, n in self.asked:
            k = sum(one.count for one in found)
            told = [tell(one, roots[one.id], k, n, words, accepted) for one in shown[rule.name]]
            findings += told
            results.append(_result(rule, told, k, n, self.lang))
        norm = norm_of(self.store, self.on, graph["fingerprint"])
        questions = norm.questions(_cited(findings), self.lang)
        findings = [replace(finding, questions=raised(questions, finding.clauses)) for finding in findings]
        findings.sort(key=lambda f: (SEVERITIES.index(f.severity), f.rule, f.subjects))
        results.sort(key=lambda r: (SEVERITIES.index(r.severity), r.rule))
        return Gaps(
            question=question,
            graph=graph,
            findings=tuple(findings),
            rules=tuple(results),
            problems=tuple(
                {"file": p.file, "line": p.line, "what": p.message, "then": p.hint}
                for p in sorted({*problems, *self.problems})
            ),
            notes=tuple(self.notes),
            causes=self._causes(findings, every, roots, words),
            stops=tuple(self._stops_of(findings)),
            questions=tuple(questions),
            clauses={c: words.texts[c] for c in _cited(findings) if c in words.texts},
            lang=self.lang,
            citations=citations(self.store, self.lang),
        )

    def _causes(
        self,
        findings: Iterable[Finding],
        rows: Iterable[RuleRow],
        roots: Mapping[str, RuleRow],
        words: Glossary,
    ) -> tuple[Cause, ...]:
        """Put together what is at the root of the findings, with all that follows from it."""
        counted = {row.id: row for row in rows}
        by_root: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_root[finding.cause.id].append(finding)
        at = sorted({roots[some[0].id].subjects[0] for some in by_root.values()})
        left = {row["key"]: row for row in self.store.read("findings.left", keys=at, on=self.on)}
        made = []
        for findings_of in by_root.values():
            root = roots[findings_of[0].id]
            some = sorted(findings_of, key=lambda finding: finding.id != finding.cause.id)
            counts: dict[str, dict[str, Any]] = {}
            for one in (counted[finding.id] for finding in some if finding.id != root.id):
                of = str(one.rule.of.header[f"title_{self.lang}"])
                row = counts.setdefault(one.rule.name, {"rule": one.rule.name, "count": 0, "of": of})
                row["count"] += one.count
            behind = left.get(root.subjects[0], {}) if root.rule.root else {}
            made.append(
                Cause(
                    **vars(some[0].cause),
                    name=words.name(root.subjects[0]),
                    why=sentence("why", root, words),
                    remedy=sentence("remedy", root, words),
                    severity=min((finding.severity for finding in some), key=SEVERITIES.index),
                    findings=tuple(finding.id for finding in some),
                    places=tuple(behind.get("followed", ())),
                    duties=tuple(behind.get("duties", ())),
                    clauses=words.cited(behind.get("clauses", ()), ()),
                    counts=tuple(counts.values()),
                )
            )
        made.sort(key=lambda c: (SEVERITIES.index(c.severity), -sum(x["count"] for x in c.counts), c.id))
        return tuple(made)

    def _stops_of(self, findings: Iterable[Finding]) -> Iterator[Stop]:
        """Give the routes behind the findings that say where routes stop."""
        for finding in findings:
            if finding.rule == STOPS and finding.subjects in self._stops:
                yield replace(self._stops[finding.subjects], finding=finding.id)

    def _shown(self, found: list[RuleRow]) -> list[RuleRow]:
        return found if self.inside is None else [one for one in found if one.concerns(self.inside)]

    def _words(self, shown: Iterable[RuleRow]) -> tuple[Glossary, dict[str, str]]:
        keys = sorted({key for one in shown for key in one.mentioned(self.lang)})
        rows = self.store.read("findings.context", on=self.on, keys=keys)
        parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            parts[row["part"]].append(row["data"])
        names = {row["key"]: row[f"name_{self.lang}"] for row in parts["name"]}
        ordered = sorted(parts["clause"], key=lambda c: (c["instruction"], c["position"]))
        clauses = {row["key"]: (place, row["themes"]) for place, row in enumerate(ordered)}
        state = parts["graph"][0]
        if not state["fingerprint"]:
            raise QuestionError(*EMPTY)
        if not state["instructions"]:
            self.notes.append(word(self.lang, "no_instruction", day=day_in_words(self.on, self.lang)))
        if self.about:
            self.notes.append(word(self.lang, "only_about"))
        graph = {"fingerprint": state["fingerprint"] or "", "as_of": state["as_of"] or ""}
        every = {part: _by_instruction(parts[part]) for part in ("themes", "matters")}
        texts = {row["key"]: row[f"text_{self.lang}"] for row in ordered}
        kinds = {row["key"]: label_of(row["labels"]) for row in parts["name"]}
        return Glossary(self.lang, names, clauses, every, texts, kinds), graph


def _by_instruction(rows: Iterable[Mapping[str, Any]]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["instruction"]].add(row["key"])
    return set(map(frozenset, found.values()))


def _cited(findings: Iterable[Finding]) -> list[str]:
    return sorted({clause for finding in findings for clause in finding.clauses})


def _result(rule: Rule, told: Sequence[Finding], k: int, n: int | None, lang: str) -> RuleResult:
    return RuleResult(
        rule=rule.name,
        title=rule.text("title", lang),
        severity=rule.severity,
        k=k,
        n=n,
        of=str(rule.of.header[f"title_{lang}"]),
        shown=len(told),
        accepted=sum(1 for finding in told if finding.accepted),
        required=rule.required,
    )
