"""Turtle becomes a tree: a list `nodes`, one for each thing, with its values by short predicate names.

A value that is a thing is its name; ``^org:holds`` gives who points here.  Nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.errors import DataError, Problem
from graph.imports.reading import LARGEST_CELL, decode, read_bytes
from graph.imports.trees import Tree

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_BYTES = 16 * 1024 * 1024
_DEEPEST = 40
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
    name = str(path)
    content = read_bytes(path)
    if len(content) > _LARGEST_BYTES:
        raise DataError([Problem(name, 0, f"is larger than {_LARGEST_BYTES // 1024**2} MB", "Split it.")])
    text = decode(name, content).removeprefix("\ufeff")
    graph = _parse(name, text)
    names = _names(graph)
    nodes: dict[str, dict[str, Any]] = {}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in graph:
        giver, short = names[subject], _short(str(predicate))
        if value in names:
            found[giver]["@type" if short == "rdf:type" else short].add(
                _short(names[value]) if short == "rdf:type" else names[value]
            )
            if short != "rdf:type":
                found[names[value]][f"^{short}"].add(giver)
        else:
            literal = str(value)
            if len(literal) > LARGEST_CELL:
                raise DataError(
                    [
                        Problem(
                            name, 0, f"has a value with more than {LARGEST_CELL:,} characters", "", "", short
                        )
                    ]
                )
            found[giver][short].add(literal)
            if value.language:
                found[giver][f"{short}@{str(value.language).partition('-')[0]}"].add(literal)
    for node in sorted(found):
        nodes[node] = {"@id": node} | {key: sorted(values) for key, values in sorted(found[node].items())}
    return Tree(name, "turtle", {"nodes": list(nodes.values())}, nodes=nodes)


def _parse(name: str, text: str) -> Any:
    if _depth(text) > _DEEPEST:
        raise DataError([Problem(name, 0, f"is nested more than {_DEEPEST} levels deep")])
    from rdflib import Graph  # noqa: PLC0415  (takes a while; only for Turtle)

    graph = Graph()
    # its remarks about values that do not fit their type are no matter of ours
    log = logging.getLogger("rdflib")
    before, log.disabled = log.disabled, True
    terms = logging.getLogger("rdflib.term")
    terms_before, terms.disabled = terms.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph.parse(data=text, format="turtle", publicID="http://file.invalid/")
    except Exception as error:
        # whatever a reader of foreign files trips over: the file is what is wrong
        line = int(getattr(error, "lines", 0) or 0) + 1 if hasattr(error, "lines") else 0
        told = " ".join(str(getattr(error, "message", "") or type(error).__name__).split())[:160]
        raise DataError([Problem(name, line, f"is not Turtle: {told}")]) from error
    finally:
        log.disabled, terms.disabled = before, terms_before
    return graph


def _depth(text: str) -> int:
    """Give a bound for the depth: brackets and parentheses, wherever they stand."""
    depth = deepest = 0
    for sign in text:
        if sign in "[(":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "])":
            depth = max(depth - 1, 0)
    return deepest


def _names(graph: Any) -> dict[Any, str]:
    """Give every thing that is no plain value a name that is the same next time."""
    from rdflib import BNode, URIRef  # noqa: PLC0415  (as above)

    things = {term for triple in graph for term in (triple[0], triple[2]) if isinstance(term, URIRef | BNode)}
    names: dict[Any, str] = {term: str(term) for term in things if isinstance(term, URIRef)}
    blank = [term for term in things if isinstance(term, BNode)]
    colour: dict[Any, str] = dict.fromkeys(blank, "")
    for _ in range(_ROUNDS):
        # what is said about each, with the colours of the round before
        colour = {
            term: _hash(
                sorted(
                    f"{predicate} {names.get(value) or colour.get(value) or repr(value)}"
                    for predicate, value in graph.predicate_objects(term)
                )
            )
            for term in blank
        }
    alike: dict[str, int] = defaultdict(int)
    for term in sorted(blank, key=lambda term: (colour[term], str(term))):
        alike[colour[term]] += 1
        number = alike[colour[term]]
        names[term] = f"b-{colour[term]}" + (f"-{number}" if number > 1 else "")
    return names


def _hash(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _short(name: str) -> str:
    for prefix, beginning in PREFIXES.items():
        if name.startswith(beginning) and "/" not in name[len(beginning) :]:
            return f"{prefix}:{name[len(beginning) :]}"
    return name
