"""What the words of a file stand for, and what is said when they stand for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from ansvar.graph.errors import AmbiguousNameError, UnknownNameError
from ansvar.graph.names import key_named
from ansvar.graph.texts import day_in_words
from ansvar.graph.values import lives_of
from ansvar.queries.catalogue.query import most_specific
from ansvar.queries.check.expectations import ANY
from ansvar.queries.names import valid_names
from ansvar.queries.texts import text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.periods import Period
    from ansvar.graph.store import Store
    from ansvar.queries.check.expectations import Expectation


class UnjudgedError(Exception):
    """A line cannot be judged; the message says why, in the language of the answer."""


@dataclass(frozen=True)
class Subject:
    """Something that a file names."""

    key: str
    labels: frozenset[str]
    name_nb: str
    name_en: str
    lives: tuple[Period, ...]

    def name(self, lang: str) -> str:
        """Give the name in a language."""
        return self.name_nb if lang == "nb" else self.name_en

    def there(self, on: dt.date) -> bool:
        """Tell whether it exists on a day."""
        return any(life.contains(on.isoformat()) for life in self.lives)


def words_of(line: Expectation) -> list[str]:
    """Give every word of a line that stands for something in the graph."""
    part = getattr(line.part, line.kind)
    found: list[str] = []
    for field in ("start", "theme", "matter", "reaches", "post", "person", "role", "unit"):
        value = getattr(part, field, None)
        found += value if isinstance(value, list) else [value] if value else []
    return found


def _every(line: Expectation) -> set[str]:
    """Give the labels of which a line means every one there is."""
    part = getattr(line.part, line.kind)
    fields = (("post", "Post"), ("person", "Person"))
    return {label for field, label in fields if ANY in (getattr(part, field, None) or ())}


def _subject(key: str, labels: Iterable[str], props: Mapping[str, Any]) -> Subject:
    lives = tuple(lives_of(props))
    return Subject(key, frozenset(labels), str(props["name_nb"]), str(props["name_en"]), lives)


class Subjects:
    """All that the lines of a file name, fetched at once.

    Parameters
    ----------
    lang : str
        Language of what is said when something is not there.
    """

    def __init__(self, store: Store, lines: Sequence[Expectation], lang: str) -> None:
        # the schema is asked late: importing it takes half a second
        from ansvar.graph.schema.model import node_kinds  # noqa: PLC0415

        self._store = store
        self._lang = lang
        self._kinds = set(node_kinds())
        words = {word for line in lines for word in words_of(line)}
        # `any` person or post means every one; the other fields answer for their own `any`
        kinds = (words & self._kinds) | {label for line in lines for label in _every(line)}
        prefixes = {word[:-1] for word in words if word.endswith("*")}
        rows = store.read(
            "check.subjects",
            keys=sorted(words - self._kinds - {ANY}),
            kinds=sorted(kinds),
            prefixes=sorted(prefixes),
        )
        found = {row["key"]: _subject(**row) for row in rows}
        self._found = [found[key] for key in sorted(found)]
        self._by_key = found

    def find(self, words: Sequence[str], labels: Iterable[str], on: dt.date | None) -> list[Subject]:
        """Find what words stand for.

        Parameters
        ----------
        words : sequence of str
            Keys, beginnings of keys with ``*``, kinds, or `any` for everything with one of `labels`.
        labels : iterable of str
            What is meant by them has one of these labels.
        on : date or None
            It is there on this day; None when the day does not matter.

        Raises
        ------
        UnjudgedError
            A word stands for nothing.
        """
        wanted = frozenset(labels)
        chosen: dict[str, Subject] = {}
        for word in words:
            chosen |= {subject.key: subject for subject in self._one(word, wanted, on)}
        return [chosen[key] for key in sorted(chosen)]

    def _one(self, word: str, wanted: frozenset[str], on: dt.date | None) -> list[Subject]:
        if word == ANY or word in self._kinds or word.endswith("*"):
            found = [s for s in self._found if self._means(word, s) and wanted & s.labels]
            found = [s for s in found if on is None or s.there(on)]
            if not found:
                then = {"day": day_in_words(on, self._lang)} if on else {}
                self._refuse("check_nothing_then" if on else "check_nothing", word=word, **then)
            return found
        subject = self._by_key.get(word) or self._named(word, wanted)
        if not wanted & subject.labels:
            is_a, kind = most_specific(list(subject.labels)), " / ".join(sorted(wanted))
            self._refuse("check_wrong_kind", word=word, is_a=is_a, kind=kind)
        elif on and not subject.there(on):
            self._refuse("not_that_day", what=f'"{word}"', day=day_in_words(on, self._lang))
        return [subject]

    @staticmethod
    def _means(word: str, subject: Subject) -> bool:
        if word.endswith("*"):
            return subject.key.startswith(word[:-1])
        return word == ANY or word in subject.labels

    def _named(self, word: str, wanted: frozenset[str]) -> Subject:
        """Find what is called by a name."""
        known = valid_names(self._store)
        rows = [row for row in known if wanted & set(row["labels"])]
        kind = " / ".join(sorted(wanted))
        try:
            key = key_named(kind, word, rows)
        except AmbiguousNameError as error:
            self._refuse("check_several", word=word, kind=kind, keys=", ".join(error.keys))
        except UnknownNameError as error:
            if not known:
                self._refuse("check_empty")
            listed = ", ".join(f'"{key}"' for key in error.nearest) or "-"
            self._refuse("check_unknown", word=word, kind=kind, nearest=listed)
        rows = self._store.read("check.subjects", keys=[key], kinds=[], prefixes=[])
        self._by_key[word] = self._by_key[key] = _subject(**rows[0])
        return self._by_key[key]

    def _refuse(self, name: str, **places: Any) -> NoReturn:
        raise UnjudgedError(text(self._lang, name, **places))
