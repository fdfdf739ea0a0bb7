"""An import as a whole: sources are read, a mapping is found, documents are made, checked and loaded.

How one is read, mapped or loaded is known by the modules beside this one and by `ansvar.graph.load`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph.characters import refuse_signs
from ansvar.graph.content.snapshot import Extent, stated
from ansvar.graph.derive import connection_names
from ansvar.graph.errors import DataError, Problem, QuestionError, UnknownNameError
from ansvar.graph.imports.interpolation import tools_of
from ansvar.graph.imports.mapper import Mapper
from ansvar.graph.imports.mapping import MappingFile, read_mapping
from ansvar.graph.imports.match import fit, fits
from ansvar.graph.imports.sheets import own_sheets
from ansvar.graph.imports.sources import read_sources
from ansvar.graph.journal.entry import ChangeMeta, Source
from ansvar.graph.journal.writer import carry_out
from ansvar.graph.load.merge import Amendment, amend, make_plan
from ansvar.graph.load.reader import parse_files, read_content
from ansvar.graph.names import nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from ansvar.graph.content import Content
    from ansvar.graph.content.plan import Plan
    from ansvar.graph.imports.documents import ImportedFile, ImportedOrganisation
    from ansvar.graph.imports.sources import Sources
    from ansvar.graph.journal.writer import LoadReport
    from ansvar.graph.load.builder import Builder
    from ansvar.graph.store import Store

_MOST_PROBLEMS = 500
_ROUNDS = 50
_REFUSED = "Nothing was loaded; the graph is unchanged. With --lenient, what is wrong is left out and listed."


@dataclass
class Reading:
    """What the sources say, by a mapping.

    Attributes
    ----------
    documents : list of ImportedOrganisation
        One for each organisation.
    own : list of Path
        Files that are loaded as they are.
    mapping : str
        Name of the mapping; empty when none was needed.
    sources : tuple of Source
        Every file, with its hash.
    states : dict
        How many records were vacant, eliminated, undisclosed, unknown or named.
    left_out : list of Problem
        What was wrong and left out, because the user asked for that.
    """

    documents: list[ImportedOrganisation]
    own: list[Path]
    mapping: str
    states: dict[str, int]
    warnings: list[Problem]
    sources: tuple[Source, ...] = ()
    left_out: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class ImportOptions:
    """How an import is to be done.

    Attributes
    ----------
    day : date
        First day of what is new, and the day on which ends what is gone.
    partial : bool
        The sources do not speak of everything: what they do not mention stays as it is.
    lenient, strict : bool
        Leave out what is wrong and tell it; take warnings for problems.
    take_over : bool
        What another organisation has stated so far may be stated by this one from now on.
    prefix : str
        Put before every key that the source gives a unit, post or person, to keep two sources apart.
    """

    day: dt.date
    partial: bool = False
    lenient: bool = False
    strict: bool = False
    take_over: bool = False
    prefix: str = ""


@dataclass(frozen=True)
class Prepared:
    """A plan for the graph, and what is worth telling beside it."""

    plan: Plan
    warnings: tuple[Problem, ...]
    left_out: tuple[Problem, ...]


def known_mappings(folders: Sequence[Path]) -> list[MappingFile]:
    """Read the mapping of the project's own sheets and all mappings in folders."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    return [own_sheets(), *map(read_mapping, paths)]


def choose_mapping(asked: str, sources: Sources, mappings: Sequence[MappingFile]) -> MappingFile:
    """Find the mapping for sources.

    Parameters
    ----------
    asked : str
        Name of a mapping, or path of a mapping file; empty to find the one that fits.
    mappings : sequence of MappingFile
        Those that are known by name.

    Raises
    ------
    UnknownNameError
        No mapping of that name is known, and no such file is there.
    QuestionError
        None fits, or several do.
    """
    by_name = {mapping.name: mapping for mapping in mappings}
    if asked in by_name:
        return by_name[asked]
    if asked:
        if Path(asked).is_file():
            return read_mapping(Path(asked))
        raise UnknownNameError("mapping", asked, nearest(asked, by_name), "Or name a mapping file.")
    scores = {mapping.name: score for mapping in mappings if (score := fits(mapping, sources.tables))}
    best = [name for name, score in scores.items() if score == max(scores.values())]
    if len(best) == 1:
        return by_name[best[0]]
    names = ", ".join(f'"{name}"' for name in (best or by_name))
    what = "several mappings fit" if best else "no mapping fits the columns or names of these files"
    raise QuestionError(
        f"{what}: {', '.join(sources.files)}",
        f"Name one with --mapping: {names}; or write your own, `ansvar template DIR` gives you a start.",
    )


def read_files(
    paths: Sequence[Path],
    asked: str,
    mappings: Sequence[MappingFile],
    way: ImportOptions,
    *,
    key: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> Reading:
    """Read files and make documents of them, with the mapping that is asked for or fits; see `read_with`.

    Raises
    ------
    DataError
        Every problem of every file.
    UnknownNameError, QuestionError
        As for `choose_mapping`.
    """
    sources = read_sources(paths, tell)
    chosen = choose_mapping(asked, sources, mappings) if sources.tables else None
    tell("making units, posts and people")
    return read_with(sources, chosen, way, key=key)


def read_with(sources: Sources, mapping: MappingFile | None, way: ImportOptions, *, key: str = "") -> Reading:
    """Make documents of what was read.

    Parameters
    ----------
    mapping : MappingFile, optional
        None when all sources have the project's own YAML formats.
    way : ImportOptions
        Its day is ``@day`` in a mapping.
    key : str
        Key of the organisation, instead of the one that the mapping gives.

    Raises
    ------
    DataError
        Every problem of every record.
    """
    refuse_signs("the key of the organisation", key)
    refuse_signs("the prefix", way.prefix)
    files = tuple(Source(path, digest) for path, digest in sources.digests.items())
    if mapping is None:
        return Reading([], sources.own, "", {}, sources.warnings, files)
    fitted = fit(mapping, sources.tables)
    problems: list[Problem] = []
    tools = tools_of(mapping, fitted.records, problems)
    gatherer = Mapper(mapping, tools, problems, sources.files, way.day.isoformat(), key)
    for name, rule in mapping.sources.items():
        for record in fitted.records[name]:
            gatherer.add(rule, record)
    documents = gatherer.finish()
    for document in documents:
        document.prefix(way.prefix)
    warnings = [*sources.warnings, *fitted.warnings, *gatherer.warnings]
    if way.strict and warnings:
        raise DataError(capped([*gatherer.problems, *warnings]))
    if gatherer.problems and not way.lenient:
        raise DataError(capped(gatherer.problems), _REFUSED)
    if not any(document.eliminated or document.things for document in documents):
        what = f'contains nothing that the mapping "{mapping.name}" turns into a unit, post or person'
        raise DataError([*capped(gatherer.problems), Problem(sources.files[0], 0, what)])
    states = {state: number for state, number in sorted(gatherer.states.items()) if state}
    return Reading(documents, sources.own, mapping.name, states, warnings, files, gatherer.problems)


def prepare(reading: Reading, current: Content, way: ImportOptions) -> Prepared:
    """Find out what an import does to a graph.

    Parameters
    ----------
    reading : Reading
        It is left as it is.
    current : Content
        What the graph holds.
    way : ImportOptions
        The day that the sources speak of, and what to do with what is missing or wrong.

    Raises
    ------
    DataError
        Every problem; nothing can be loaded.
    """
    # a transaction that is tried again starts from the same documents
    reading = replace(reading, documents=copy.deepcopy(reading.documents))
    left_out = list(reading.left_out)
    for _ in range(_ROUNDS):
        made = [d.source_file("" if way.partial else way.day.isoformat()) for d in reading.documents]
        try:
            plan, told = _plan(reading, made, current, way)
        except DataError as error:
            if not way.lenient or not _leave_out(reading, made, error.problems):
                raise DataError(capped(error.problems), _REFUSED) from error
            left_out += error.problems
            continue
        if way.strict and told:
            raise DataError(capped(told))
        return Prepared(plan, (*reading.warnings, *told), tuple(left_out))
    raise DataError(capped(left_out), "Leaving these out keeps causing new ones. Nothing was loaded.")


def _plan(
    reading: Reading, made: list[ImportedFile], current: Content, way: ImportOptions
) -> tuple[Plan, list[Problem]]:
    day = way.day.isoformat()
    told: list[Problem] = []

    def settle(build: Builder) -> None:
        for each in reading.documents:
            named = frozenset(item.key for item in each.things if item.context)
            how = Amendment(each.key, each.files[0], day, way.partial, named, each.eliminated)
            told.extend(amend(build, current, how))

    parsed = parse_files([*reading.own, *made])
    wanted, stated_by = read_content(
        parsed, current.nodes, connection_names(), take_over=way.take_over, settle=settle,
        standing=current.edges,
    )  # fmt: skip
    ours = frozenset(document.key for document in reading.documents)
    plan = make_plan(current, wanted, stated_by, day, partial=way.partial, changing=ours)
    moved = [key for key in sorted(ours) if wanted.nodes[key].props.get("as_of") != day]
    if plan.empty or plan.confirms or not moved:
        return plan, told
    # the day that the graph speaks of moves on only when something is different
    for key in moved:
        wanted.nodes[key] = replace(wanted.nodes[key], props=wanted.nodes[key].props | {"as_of": day})
    return make_plan(current, wanted, stated_by, day, partial=way.partial, changing=ours), told


def _leave_out(reading: Reading, made: list[ImportedFile], problems: Sequence[Problem]) -> bool:
    """Take away what problems point at; False when that is not possible for each of them."""
    gone = 0
    for document, file in zip(reading.documents, made, strict=True):
        gone += document.without([file.told[problem] for problem in problems if problem in file.told])
    told = {problem for file in made for problem in file.told}
    return gone > 0 and set(problems) <= told


def plan_import(store: Store, reading: Reading, way: ImportOptions) -> Prepared:
    """Find out what an import would do, and write nothing; the graph is read with read-only rights."""
    return prepare(reading, stated(store.read), way)


def _extent(reading: Reading, way: ImportOptions) -> Extent | None:
    """Give what a source that speaks of a part speaks of; None when the whole graph has to be looked at."""
    if not way.partial or way.lenient or reading.own:
        return None
    things = [thing for document in reading.documents for thing in document.things]
    links = [link for thing in things for some in thing.links.values() for link in some]
    subjects = {thing.key for thing in things} | {key for d in reading.documents for key in d.eliminated}
    ends = {value for link in links for value in link.values() if isinstance(value, str)}
    return Extent(subjects | ends | {document.key for document in reading.documents}, subjects)


def carry_out_import(
    store: Store,
    reading: Reading,
    way: ImportOptions,
    *,
    by: str = "",
    on_behalf_of: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[LoadReport, Prepared]:
    """Import: all of it, or nothing, in one transaction.

    Raises
    ------
    DataError
        Every problem; the graph is unchanged.
    EngineError
        The engine refused; the graph is unchanged.
    """
    done: list[Prepared] = []

    def make(current: Content) -> Plan:
        done.append(prepare(reading, current, way))
        return done[-1].plan

    meta = ChangeMeta("import", by, reading.sources, on_behalf_of=on_behalf_of)
    extent = _extent(reading, way)
    report = carry_out(store, make, meta, look=extent.read if extent else stated, tell=tell)
    return report, done[-1]


def capped(problems: Sequence[Problem]) -> list[Problem]:
    """Keep so many problems that somebody can read them, and say how many more there are."""
    ordered = sorted(set(problems), key=lambda p: (p.file, p.sheet, p.line, p.column))
    if len(ordered) <= _MOST_PROBLEMS:
        return ordered
    more = f"{len(ordered) - _MOST_PROBLEMS:,} more problems of this kind"
    return [*ordered[:_MOST_PROBLEMS], Problem("…", 0, more, "Correct these first.")]
