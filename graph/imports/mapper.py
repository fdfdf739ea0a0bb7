"""Carries a mapping out: records become units, posts and people of documents, one for each organisation.

What the status words of the data mean is decided here, once: a vacant post has no holder, an eliminated
one is no more, an undisclosed holder is somebody of her own, and of an unknown one nothing is said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import Problem, SourceLocation
from ansvar.graph.imports.documents import LINKS, SECTIONS, ImportedOrganisation, Item
from ansvar.graph.imports.filters import folded
from ansvar.graph.imports.interpolation import BadValueError, fill
from ansvar.graph.imports.mapping import RULE_FIELDS, STATES, Condition, HolderRule, as_list
from ansvar.graph.imports.template import read_template
from ansvar.graph.schema.fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.imports.filters import Tools
    from ansvar.graph.imports.mapping import MappingFile, SourceRule
    from ansvar.graph.imports.records import Record

_NAMED = "named"
_EARLIER = "earlier"
_NEVER_EMPTY = frozenset({"name", "kind"})
"""What nothing can be without: an empty cell says no more of it than none."""


@dataclass
class Mapper:
    """Puts documents together from records.

    Attributes
    ----------
    mapping : MappingFile
        What becomes what.
    tools : Tools
        What its filters refer to.
    problems : list of Problem
        Those that are known already; more are added.
    files : tuple of str
        Where the records come from.
    day : str
        The day that the source speaks of.
    key : str
        Key of the organisation when the user named one; else the mapping tells it for each record.
    """

    mapping: MappingFile
    tools: Tools
    problems: list[Problem]
    files: tuple[str, ...]
    day: str
    key: str = ""
    documents: dict[str, ImportedOrganisation] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    _unknown: dict[tuple[str, str], SourceLocation] = field(default_factory=dict)
    _withheld: Counter[str] = field(default_factory=Counter)
    _said: set[tuple[str, str, str]] = field(default_factory=set)
    _forms: dict[int, Any] = field(default_factory=dict)

    # -- records ---------------------------------------------------------------------------------

    def add(self, rule: SourceRule, record: Record) -> None:
        """Take over what a record gives; one that cannot be read becomes a problem and is left out."""
        try:
            self._add(rule, record)
        except BadValueError as bad:
            self.problems.append(bad.problem)

    def _add(self, rule: SourceRule, record: Record) -> None:
        key = self.key or self._text(record, self.mapping.organisation.key)
        record.extra["@key"] = [key] if key else []
        record.extra["@day"] = [self.day]
        for name, templates in rule.let.items():
            value = self._first(record, templates)
            record.extra[name] = [] if value is None else [value]
            record.traces[name] = _fields(record, templates)
        if not all(self._holds(record, condition) for condition in rule.where):
            return
        document = self._document(record, key)
        state = self._state(record, rule)
        self.states[state] += 1
        # everything of the record is worked out before anything of it is taken over
        ready = [
            (section, each, self._item_key(record, each))
            for section in SECTIONS
            for each in getattr(rule, section)
            if self._applies(record, each)
        ]
        if state == "eliminated":
            for section, _, at in ready:
                if section == "posts":
                    document.eliminated.setdefault(at, self._locate(record, rule.state))
            return
        made = [(section, each, self._item(record, section, each, at)) for section, each, at in ready]
        for section, each, item in made:
            standing = self._put(document, section, item, as_list(each.get("sum")))
            for holder in as_list(each.get("holders")):
                standing.links.setdefault("holders", [])
                self._hold(document, standing, record, self._read(HolderRule, holder), state)
            if section == "posts" and rule.state is not None:
                self._occupy(document, standing, record, rule.state, state)

    def _occupy(
        self, document: ImportedOrganisation, post: Item, record: Record, told: str, state: str
    ) -> None:
        """Note what a record says of whether a post is held."""
        post.values.setdefault("occupancy")
        if state != _NAMED and self._values(record, told):
            post.links.setdefault("holders", [])  # that nobody holds it, or that nobody knows who
        if state == "unknown":
            self._unknown[document.key, post.key] = self._locate(record, told)

    def _document(self, record: Record, key: str) -> ImportedOrganisation:
        if not key:
            location = SourceLocation(record.location("").file)
            what = "does not say which organisation it belongs to"
            raise BadValueError(location.problem(what, "Name it with --key, or in a sheet `organisation`."))
        if key not in self.documents:
            name = self._first(record, self.mapping.organisation.name)
            about = {"name": {"nb": str(name), "en": str(name)}} if name else {}
            self.documents[key] = ImportedOrganisation(key, about, self.files)
        return self.documents[key]

    def _state(self, record: Record, rule: SourceRule) -> str:
        if rule.state is None:
            return ""
        text = folded(next(iter(self._values(record, rule.state)), ""))
        for state in STATES:
            if text in self.tools.words[state]:
                return state
        return _NAMED if text else "unknown"

    def _applies(self, record: Record, item: dict[str, Any]) -> bool:
        return all(self._holds(record, self._read(Condition, each)) for each in as_list(item.get("when")))

    def _read(self, form: type[Condition | HolderRule], part: dict[str, Any]) -> Any:
        """Read a part of a rule once, however many records it is used for."""
        if id(part) not in self._forms:
            self._forms[id(part)] = form.model_validate(part)
        return self._forms[id(part)]

    def _holds(self, record: Record, condition: Condition) -> bool:
        if condition.any_ is not None and not any(self._holds(record, each) for each in condition.any_):
            return False
        if condition.value is None:
            return True
        values = {folded(value) for value in self._values(record, condition.value)}
        if condition.present is not None and bool(values) != condition.present:
            return False
        if condition.is_ is not None and not values & self._folded(record, condition.is_):
            return False
        return condition.not_ is None or not values & self._folded(record, condition.not_)

    def _folded(self, record: Record, templates: Iterable[str]) -> set[str]:
        return {folded(value) for template in templates for value in self._values(record, template)}

    # -- items -----------------------------------------------------------------------------------

    def _item_key(self, record: Record, rule: dict[str, Any]) -> str:
        key = self._text(record, rule["key"])
        if not key:
            names = " or ".join(f'"{name}"' for name in read_template(rule["key"]).fields)
            raise BadValueError(
                self._locate(record, rule["key"]).problem(f"has no {names}, so it has no key")
            )
        return key

    def _item(self, record: Record, section: str, rule: dict[str, Any], key: str) -> Item:
        item = Item(key, record.location(""), context=bool(rule.get("context")))
        fields = fields_of(section)
        for name, given in rule.items():
            if name == "key" or name in RULE_FIELDS:
                continue
            location = self._locate(record, given)
            if name in LINKS[section] or name == _EARLIER:
                self._link(record, item, name, given, LINKS[section].get(name, "until"))
                continue
            kind = fields[name].type if name in fields else ""
            value = self._value(record, kind, given)
            if value is None and kind == "flag":
                value = False if self._speaks_of(record, given) else None
            if value is not None or (self._speaks_of(record, given) and name not in _NEVER_EMPTY):
                item.values[name], item.locations[name] = value, location
        return item

    def _value(self, record: Record, kind: str, given: Any) -> Any:
        if kind == "keys":
            return [v for each in as_list(given) for v in self._values(record, each)] or None
        if kind == "words" and isinstance(given, dict):
            both = {lang: self._first(record, as_list(each)) for lang, each in given.items()}
            known = [text for text in both.values() if text]
            return {lang: text or known[0] for lang, text in both.items()} if known else None
        value = self._first(record, as_list(given))
        return {"nb": str(value), "en": str(value)} if kind == "words" and value is not None else value

    def _link(self, record: Record, item: Item, name: str, given: Any, end: str) -> None:
        if not self._speaks_of(record, given):
            return
        item.links.setdefault(name, [])
        for each in as_list(given):
            parts = each if isinstance(each, dict) else {end: each}
            more = {
                name: value
                for name, part in parts.items()
                if name != end
                and ((value := self._part(record, part)) is not None or self._speaks_of(record, part))
            }
            ends = self._values(record, parts[end]) if end in parts else []
            for value in ends:
                item.link(name, {end: str(value)} | more, self._locate(record, parts[end]))
            if not ends and name == _EARLIER:
                what = f'"{item.key}" has an earlier value without the date it applied until'
                raise BadValueError(self._locate(record, parts[end]).problem(what))
            if not ends and end == "person" and more.get("post"):  # a deputy that is a post
                item.link(name, more, self._locate(record, parts["post"]))

    def _part(self, record: Record, given: Any) -> Any:
        return self._value(record, "words" if isinstance(given, dict) else "", given)

    def _speaks_of(self, record: Record, given: Any) -> bool:
        """Tell whether the source speaks of a field at all: a table without the column does not."""
        fields = _fields(record, given)
        return not fields or any(record.has(name) for name in fields)

    def _hold(
        self, document: ImportedOrganisation, post: Item, record: Record, rule: HolderRule, state: str
    ) -> None:
        """Add the holder that a record names, if it names one."""
        told = {"from": rule.valid_from, "to": rule.valid_to, "confirmed": rule.confirmed}
        more = {
            name: value or None
            for name, template in told.items()
            if template and ((value := self._text(record, template)) or self._speaks_of(record, template))
        }
        at = self._locate(record, rule.person)
        if state == "undisclosed":
            self._withheld[post.key] += 1
            number = self._withheld[post.key]
            key = f"undisclosed:{post.key}" + (f":{number}" if number > 1 else "")
            self._put(document, "people", Item(key, at, {"undisclosed": True}))
            post.link("holders", {"person": key} | more, at)
        elif state in (_NAMED, ""):
            for key in self._values(record, rule.person):
                name = self._first(record, rule.name)
                if name is not None:
                    self._put(document, "people", Item(str(key), at, {"name": str(name)}, {"name": at}))
                post.link("holders", {"person": str(key)} | more, at)

    def _put(
        self, document: ImportedOrganisation, section: str, item: Item, add_up: Iterable[str] = ()
    ) -> Item:
        """Take an item over; what several records say of one thing is put together."""
        items = document.items[section]
        standing = items.setdefault(item.key, item)
        if standing is item:
            return item
        standing.context = standing.context and item.context
        for name, value in item.values.items():
            have = standing.values.get(name)
            if have is None:
                standing.values[name] = value
                standing.locations[name] = item.locations.get(name, item.location)
            elif value is None:
                continue
            elif name in add_up:
                standing.values[name] = round(have + value, 6)
            elif have != value:
                self._differ(item, standing, name, have, value)
        for name, links in item.links.items():
            standing.links.setdefault(name, [])
            for link in links:
                standing.link(name, link, link.location)
        return standing

    def _differ(self, item: Item, standing: Item, name: str, have: Any, value: Any) -> None:
        told = (item.key, name, str(value))
        if told in self._said:
            return
        self._said.add(told)
        first = standing.locations.get(name, standing.location)
        what = f'"{item.key}" has the {name} "{_shown(value)}" here, but "{_shown(have)}" in {first}'
        location = item.locations.get(name, item.location)
        if self.mapping.conflicts == "first":
            self.warnings.append(location.problem(what, "The first one is kept."))
        else:
            hint = "Make them the same, or give one of them another key."
            self.problems.append(location.problem(what, hint))

    # -- templates -------------------------------------------------------------------------------

    def _values(self, record: Record, template: Any) -> list[Any]:
        if not isinstance(template, str):
            return [template]
        return fill(record, template, self.tools)

    def _single(self, record: Record, template: Any) -> list[Any]:
        """Give the value of a template in a list, which is empty when it has none."""
        values = list(dict.fromkeys(self._values(record, template)))
        if len(values) > 1:
            shown = ", ".join(f'"{_shown(value)}"' for value in values[:3])
            what = f"has {len(values)} values where one is expected: {shown}"
            raise BadValueError(self._locate(record, template).problem(what))
        return values

    def _text(self, record: Record, template: str) -> str:
        return "".join(map(str, self._single(record, template)))

    def _first(self, record: Record, templates: Iterable[Any]) -> Any:
        """Give the value of the first template that has one."""
        return next((value for each in templates for value in self._single(record, each)), None)

    def _locate(self, record: Record, given: Any) -> SourceLocation:
        """Tell where the last field of a template stands; those before it only say whose it is."""
        fields = _fields(record, given)
        told = [at for name in fields if record.get(name) and (at := record.location(name)).column]
        empty = [at for name in fields if (at := record.location(name)).column]
        return next(iter([*told, *empty]), record.location(""))

    # -- the end ---------------------------------------------------------------------------------

    def finish(self) -> list[ImportedOrganisation]:
        """Settle what only all records together tell: who is unknown, and which posts are no more."""
        for (org, key), location in self._unknown.items():
            post = self.documents[org].items["posts"].get(key)
            if post is not None and not post.links.get("holders"):
                post.values["occupancy"], post.locations["occupancy"] = "unknown", location
        for document in self.documents.values():
            for key in [key for key in document.eliminated if key in document.items["posts"]]:
                del document.eliminated[key]  # another row says that it lives
        return list(self.documents.values())


def _fields(record: Record, given: Any) -> list[str]:
    """Give the fields behind templates, the last one of each first."""
    names = [name for text in _texts(given) for name in reversed(read_template(text).fields)]
    return [field for name in names for field in record.trace(name)]


def _texts(value: Any) -> list[str]:
    """Give all templates in a rule or a part of one, in order."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


def _shown(value: Any) -> str:
    text = value.get("nb", "") if isinstance(value, dict) else str(value)
    return text[:60]
