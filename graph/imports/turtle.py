"""Turtle becomes a tree: a list `nodes`, one for each thing, with its values by short predicate names.

A value that is a thing is its name; ``^org:holds`` gives who points here.  Nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import refusal
from ansvar.graph.errors import DataError, Problem, SourceLocation
from ansvar.graph.imports.decoder import read_text
from ansvar.graph.imports.trees import BLANK, DEEPEST, Tree, check_text

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.content.origin import Place

_LARGEST_BYTES = 16 * 1024 * 1024
_ROUNDS = 5

# short name -> beginning of the predicates that mappings ask for, whatever the file calls them
PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "time": "http://www.w3.org/2006/time#",
    "schema": "http://schema.org/",
    "rov": "http://www.w3.org/ns/regorg#",
    "prov": "http://www.w3.org/ns/prov#",
    "gr": "http://purl.org/goodrelations/v1#",
}


def read_turtle(path: Path) -> Tree:
    """Read a Turtle file.

    Things without a name (blank nodes) get one made of what is said about them, so that the same
    thing has the same name next time; two that are alike in everything are numbered.

    Raises
    ------
    DataError
        It is no Turtle, or is larger than what is sensible.
    """
    from ansvar.graph.imports.statements import statements_of  # noqa: PLC0415  (takes a while)

    name = str(path)
    text = read_text(path, _LARGEST_BYTES)
    if deep := _too_deep(text):
        raise DataError([Problem(name, deep, f"is nested more than {DEEPEST} levels deep")])
    statements = statements_of(name, text)
    wrong = {
        SourceLocation(name, line, "", _short(str(terms[1]))).problem(what, "Correct it.")
        for terms, line in statements.items()
        for term in terms
        if (what := refusal(str(term)) or _no_number(term))
    }
    if wrong:
        raise DataError(wrong)
    names = _names(statements)
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    lines: dict[Place, int] = {}
    for (subject, predicate, value), line in statements.items():
        giver, short = names[subject], _short(str(predicate))
        if value not in names:
            check_text(SourceLocation(name, line, "", short), str(value))
            said = {(giver, short): str(value)}
            if value.language:
                said[giver, f"{short}@{str(value.language).partition('-')[0]}"] = str(value)
        elif short == "rdf:type":
            said = {(giver, "@type"): _short(names[value])}
        else:
            said = {(giver, short): names[value], (names[value], f"^{short}"): giver}
        for (node, told), text_there in said.items():
            found[node][told].add(text_there)
        for place in ((giver,), *said):
            lines.setdefault(place, line)
    return _tree(name, found, lines)


def _tree(name: str, found: dict[str, dict[str, set[str]]], lines: dict[Place, int]) -> Tree:
    nodes = {
        node: {"@id": node} | {key: sorted(values) for key, values in sorted(found[node].items())}
        for node in sorted(found)
    }
    places: dict[str, Place] = {node: ("nodes", number) for number, node in enumerate(nodes)}
    at = {(*places[str(node)], *short): line for (node, *short), line in lines.items()}
    return Tree(name, "turtle", {"nodes": list(nodes.values())}, lambda: at, nodes, places)


def _no_number(term: Any) -> str:
    value = getattr(term, "value", None)
    endless = isinstance(value, float) and not math.isfinite(value)
    return f'"{str(term)[:20]}" is no number that can be written down' if endless else ""


def _too_deep(text: str) -> int:
    """Give the line where brackets and parentheses, wherever they stand, are too deep; 0 for none."""
    depth = 0
    for at, sign in enumerate(text):
        if sign in "[(":
            depth += 1
            if depth > DEEPEST:
                return text.count("\n", 0, at) + 1
        elif sign in "])":
            depth = max(depth - 1, 0)
    return 0


def _names(statements: dict[Any, int]) -> dict[Any, str]:
    """Give every thing that is no plain value a name that is the same next time."""
    from rdflib import BNode, URIRef  # noqa: PLC0415  (as above)

    things = {term for subject, _, value in statements for term in (subject, value)}
    names: dict[Any, str] = {term: str(term) for term in things if isinstance(term, URIRef)}
    said: dict[Any, list[tuple[Any, Any]]] = {term: [] for term in things if isinstance(term, BNode)}
    for subject, predicate, value in statements:
        if subject in said:
            said[subject].append((predicate, value))
    colour: dict[Any, str] = dict.fromkeys(said, "")

    def coloured(pairs: list[tuple[Any, Any]]) -> str:
        """Give a hash of what is said about a thing, with the colours of the round before."""
        told = sorted(f"{about} {names.get(v) or colour.get(v) or repr(v)}" for about, v in pairs)
        return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:16]

    for _ in range(_ROUNDS):
        colour = {term: coloured(pairs) for term, pairs in said.items()}
    alike: Counter[str] = Counter()
    for term in sorted(said, key=lambda term: (colour[term], str(term))):
        alike[colour[term]] += 1
        number = alike[colour[term]]
        names[term] = f"{BLANK}{colour[term]}" + (f"-{number}" if number > 1 else "")
    return names


def _short(name: str) -> str:
    for prefix, beginning in PREFIXES.items():
        if name.startswith(beginning) and "/" not in name[len(beginning) :]:
            return f"{prefix}:{name[len(beginning) :]}"
    return name
