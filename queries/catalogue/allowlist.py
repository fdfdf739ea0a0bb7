"""What a question of one's own may call: the functions and procedures of allowlist.yaml, and nothing else.

The engines judge the Cypher.  Here only the names before a bracket are looked at, so that a question can
neither wait, nor read a file or an address, nor reach an engine's own affairs.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ansvar.graph.errors import QuestionError
from ansvar.graph.names import near
from ansvar.graph.safeyaml import parse

_LONGEST = 10_000
"""Signs of a question: no person's question is longer, and looking for calls takes time."""
_LIST = Path(__file__).parent / "allowlist.yaml"
# what is not closed goes on to the end: no part of a text is looked at twice
_TOKEN = re.compile(
    r"""
      (?P<skip> \s+ | //[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<text> '(?:[^'\\]|\\.)*+(?:'|\Z) | "(?:[^"\\]|\\.)*+(?:"|\Z) )
    | (?P<name> `(?:[^`]|``)*+(?:`|\Z) | [^\W\d]\w* )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@cache
def _known() -> dict[str, dict[str, str]]:
    """Give each list: name without regard to case -> name as it is written."""
    return {part: {str(n).lower(): str(n) for n in names} for part, names in parse(_LIST.read_text()).items()}


def check_calls(text: str) -> None:
    """Check that a question calls what it may, and is a question.

    Parameters
    ----------
    text : str
        Cypher.

    Raises
    ------
    QuestionError
        It calls something else, is a command, reads a file or an address, hides its signs, or is too long.
    """
    if len(text) > _LONGEST:
        message = f"a question of {len(text):,} characters is too long"
        raise QuestionError(message, f"Use no more than {_LONGEST:,} characters.")
    if "\\u" in text.lower():
        message = "characters written as \\u are not allowed here"
        raise QuestionError(message, "Write the characters themselves.")
    tokens = [
        (found.lastgroup or "", found.group()) for found in _TOKEN.finditer(text) if found.lastgroup != "skip"
    ]
    known = _known()
    first = tokens[0][1] if tokens else ""
    if first.lower() not in known["beginnings"]:
        message = f'a question cannot begin with "{first}"'
        raise QuestionError(message, f"Begin with one of {_list_words(known['beginnings'])}.")
    for at, (kind, word) in enumerate(tokens):
        before = tokens[at - 1][1] if at else ""
        if kind != "name" or before in (".", ":", "$"):
            continue
        name, after = _dotted(tokens, at)
        if word.lower() == "use" and after != ":":
            raise QuestionError("USE is not allowed here: a question is asked of this graph", "Leave it out.")
        if word.lower() == "load" and after.lower() == "csv":
            message = "LOAD CSV is not allowed here: a question reads the graph, not files or addresses"
            raise QuestionError(message, "Leave it out.")
        if before.lower() == "call":
            _check(name, "procedures", "procedure")
        elif after == "(" and not ("." not in name and word.lower() in known["words"]):
            _check(name, "functions", "function")


def _dotted(tokens: list[tuple[str, str]], at: int) -> tuple[str, str]:
    """Give a name with all its parts, and the word or sign behind it."""
    parts = [tokens[at][1].strip("`")]
    at += 1
    while at + 1 < len(tokens) and tokens[at][1] == "." and tokens[at + 1][0] == "name":
        parts.append(tokens[at + 1][1].strip("`"))
        at += 2
    return ".".join(parts), tokens[at][1] if at < len(tokens) else ""


def _check(name: str, part: str, what: str) -> None:
    known = _known()[part]
    if name.lower() not in known:
        raise QuestionError(f'a question may not call the {what} "{name}"', near(name, known.values()))


def _list_words(words: dict[str, str]) -> str:
    return ", ".join(word.upper() for word in sorted(words))
