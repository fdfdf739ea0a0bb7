"""The names by which people call things in place of their keys: whose they are, and which are nearest.

How names compare stands in `letters`.  Nothing here asks an engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import ALIKE, AmbiguousNameError, UnknownNameError, alike, suggest
from ansvar.graph.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAMES = ("key", "name_nb", "name_en", "citation")
_MOST = 3
_FEW = 8  # valid names that are all shown when none looks alike


def nearest(value: str, valid: Iterable[str], most: int = 3) -> list[str]:
    """Find the valid names that look most like `value`.

    Parameters
    ----------
    value : str
        The name that was given.
    valid : iterable of str
        The names that would have been right.
    most : int
        How many names that look alike to give back at the most.

    Returns
    -------
    list of str
        Best match first.  When nothing looks alike: all names if they are few, else the first `most` in
        alphabetical order, so that the reader sees what a valid one looks like; empty only when `valid` is.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (needed only where something is wrong)

    names = sorted(set(valid))
    close = process.extract(value, names, scorer=fuzz.ratio, processor=fold, limit=most, score_cutoff=ALIKE)
    return [name for name, _, _ in close] or (names if len(names) <= _FEW else names[:most])


def near(value: Any, valid: Iterable[str], otherwise: str = "", *, examples: bool = True) -> str:
    """Name the nearest valid names for whoever gave another one; something else where there are none.

    Without `examples`, names that do not look like it are not named.
    """
    names = nearest(str(value), valid)
    close = alike(str(value), names)
    return suggest(names if close or examples else (), close) or otherwise


def key_named(kind: str, value: str, rows: Iterable[Mapping[str, Any]], hint: str = "") -> str:
    """Find the key of what is called by a name, in either language.

    Parameters
    ----------
    kind : str
        What is looked for, for people: ``"unit"``, ``"theme"``, ...
    value : str
        A name, or a key that may be written in another case; a key goes before a name.
    rows : iterable of mapping
        What it can be: ``key`` with ``name_nb``, ``name_en`` and ``citation``, as far as it has these.
    hint : str
        Where all of them are shown.

    Raises
    ------
    AmbiguousNameError
        Several are called so.
    UnknownNameError
        None is, with the nearest keys.
    """
    wanted = fold(value)
    by_name: dict[str, list[str]] = {}
    for row in rows:
        for name in _NAMES:
            if row.get(name):
                by_name.setdefault(str(row[name]), []).append(str(row["key"]))
    fitting = {key for name, keys in by_name.items() if fold(name) == wanted for key in keys}
    found = {key for key in fitting if fold(key) == wanted} or fitting
    if len(found) > 1:
        raise AmbiguousNameError(kind, value, sorted(found))
    if found:
        return found.pop()
    names = nearest(value, by_name, most=5)
    keys = list(dict.fromkeys(key for name in names for key in by_name[name]))
    raise UnknownNameError(kind, value, keys[:_MOST], hint, near=alike(value, names))
