"""How people cite clauses: in the words of the instruction's own house, where its file gives these.

The key of a clause, ``T 1 §6.1 (1)``, is what programs, files and addresses use.  The style that
turns it into "punkt 6.1, kulepunkt 1" is data of the instruction; without one, people read the key too.
Ordinals and "and" are the same for all instructions and stand in `citation_words.yaml`.
Nothing here asks an engine or knows any instruction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.texts import catalogue, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACEHOLDERS = {
    "section": ("{section}",),
    "sentence": ("{place}", "{ordinal}"),
    "bullet": ("{place}", "{numbers}"),
    "bullets": ("{place}", "{numbers}"),
}
"""Template of a style -> what it has to have a place for."""

_WORDS = Path(__file__).parent / "citation_words.yaml"
_KEY = re.compile(
    r"(?P<document>.+?) §(?P<place>.+?)(?: \((?P<bullet>\d+)\)| s\.(?P<sentence>\d+))?", re.DOTALL
)


@dataclass(frozen=True)
class Citations:
    """Cites clauses in one language.

    Attributes
    ----------
    styles : mapping of str to mapping
        Document -> the `citation_style` of its instruction; documents without one are left out.
    """

    lang: str = "en"
    styles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def cite(self, clauses: Iterable[str], within: str = "") -> str:
        """Write the keys of clauses as a person cites them; bullets of one list are put together.

        Parameters
        ----------
        within : str
            A document that goes without saying.
        """
        places: dict[tuple[str, str], list[int]] = {}
        for clause in clauses:
            document, place, bullet = self._place(clause)
            places.setdefault((document, place), []).extend([bullet] if bullet else [])
        by_document: dict[str, list[str]] = {}
        for (document, place), bullets in places.items():
            by_document.setdefault(document, []).append(self._bullets(document, place, bullets))
        told = []
        for document, parts in by_document.items():
            listed = ("; " if document in self.styles else ", ").join(parts)
            if document in self.styles and document != within:
                listed = f"{document}, {listed}"
            elif document == within:
                listed = listed.replace(f"{document} §", "§")
            told.append(listed)
        return ("; " if self.styles else ", ").join(told)

    def _place(self, clause: str) -> tuple[str, str, int | None]:
        """Give document, words for section or sentence, and bullet; the key where there are no words."""
        found = _KEY.fullmatch(clause)
        style = self.styles.get(found["document"]) if found else None
        if not found:
            return "", clause, None
        if style is None:
            return found["document"], clause, None
        place, bullet, sentence = found["place"], found["bullet"], found["sentence"]
        named = style.get("names", {}).get(place) or style.get("section")
        ordinal = catalogue(_WORDS).get(f"ordinal_{sentence}")
        lacks = (sentence and not (ordinal and "sentence" in style)) or (bullet and "bullet" not in style)
        if not named or lacks:
            return found["document"], clause.removeprefix(f"{found['document']} "), None
        told = _fill(named[self.lang], section=place)
        if sentence and ordinal:
            told = _fill(style["sentence"][self.lang], place=told, ordinal=ordinal[self.lang])
        return found["document"], told, int(bullet) if bullet else None

    def _bullets(self, document: str, place: str, bullets: list[int]) -> str:
        if not bullets:
            return place
        style = self.styles[document]
        template = style.get("bullets", style["bullet"]) if len(bullets) > 1 else style["bullet"]
        *most, last = map(str, bullets)
        numbers = f"{', '.join(most)} {say(_WORDS, self.lang, 'and')} {last}" if most else last
        return _fill(template[self.lang], place=place, numbers=numbers)


def document_of(clauses: Iterable[str]) -> str:
    """Give the one document that all clauses belong to; empty when there are several."""
    documents = {found["document"] for clause in clauses if (found := _KEY.fullmatch(clause))}
    return documents.pop() if len(documents) == 1 else ""


def _fill(template: str, **places: str) -> str:
    """Fill a template in; braces in what is filled in stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda found: places.get(found[1], found[0]), template)
