"""Instructions in a few lines, so that a test shows what is written in the world that it speaks of.

An instruction is one line for each role, step and relation, each with the section that it stands in::

    §1 place is ReceptionCentre          units of that kind fill the role
    §1 board is Department code D        only those with the code
    §2 contact sits in RegionalOffice, one per RegionalOffice
    §3 chief                             a role that posts fill
    §4 place asks contact via follows_up for case about noise
    §5 place may ask expert via guided_by      another lawful way
    §5 leader would ask chief via line_above   a step that no clause says
    §6 contact FOLLOWS_UP place via serves     what one role owes another
    §7 case must reach contact, expert         who has to be there for such a matter
    §7 contact acts in person                  nobody stands in for it
    §7 contact may not be network              an exclusion
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

FIRST_DAY = "2018-01-01"
THEMES = ("noise", "light")
MATTERS = ("case", "principle")

HOUSE = (
    "§1 place is ReceptionCentre",
    "§2 contact sits in RegionalOffice, one per RegionalOffice",
    "§3 expert sits in CARE, one per Network",
    "§4 network is Network",
    "§5 leader one per Network",
    "§6 chief sits in HEAD",
    "§7 contact FOLLOWS_UP place via serves",
    "§8 expert GUIDES place via line_below",
    "§8 expert GUIDES contact via line_below",
    "§9 place asks contact via follows_up",
    "§8 place may ask expert via guided_by for case",
    "§10 contact asks expert via guided_by",
    "§11 expert asks network via member_of",
    "§12 network asks leader via coordinated_by",
    "§13 leader asks chief via line_above for principle",
)
"""An instruction with everything that most tests need: places, contacts, experts in a network, its leader."""


def text(words: str) -> dict[str, str]:
    """Say the same in both languages, told apart by an ending."""
    return {"nb": f"{words} (nb)", "en": words}


_PARTIES = r"(?P<giver>\S+) {verb} (?P<receiver>\S+) via (?P<via>\w+)"
_FOR = r"(?: for (?P<matters>.+?))?"
_ABOUT = r"(?: about (?P<themes>.+?))?"
_NORM = (
    (
        "step",
        _PARTIES.format(verb="(?P<may>may ask|would ask|asks)") + _FOR + _ABOUT + "(?P<basis> implied)?",
    ),
    ("relation", _PARTIES.format(verb="(?P<edge>[A-Z_]+)") + _ABOUT),
    ("reach", r"(?P<matter>\S+) must reach (?P<roles>.+)"),
    ("alone", r"(?P<role>\S+) acts in person"),
    ("exclusion", r"(?P<giver>\S+) may not be (?P<receiver>\S+)"),
    ("body", r"(?P<role>\S+) is (?P<label>\w+)(?: code (?P<code>\S+))?"),
    ("post", r"(?P<role>\S+)(?: sits in (?P<seat>\w+))?(?:,? one per (?P<per>\w+))?"),
)


def instruction(
    *lines: str,
    key: str = "instruction:t",
    citation: str = "T",
    themes: tuple[str, ...] = THEMES,
    matters: tuple[str, ...] = MATTERS,
    since: str = FIRST_DAY,
) -> dict[str, Any]:
    """Give an instruction file as data."""
    file: dict[str, Any] = {
        "format": "ansvar.instruction/1",
        "key": key,
        "citation": citation,
        "title": text("A test's own instruction"),
        "from": since,
        "themes": [{"key": theme, "name": text(theme)} for theme in themes],
        "matters": [{"key": matter, "name": text(matter)} for matter in matters],
        "roles": [],
        "relations": [],
        "steps": [],
        "exclusions": [],
        "clauses": [],
    }
    names: Counter[str] = Counter()
    for line in lines:
        section, _, rest = line.removeprefix("§").partition(" ")
        if section not in {clause["section"] for clause in file["clauses"]}:
            file["clauses"].append(
                {"section": section, "text": text(f"clause {section}"), "status": "modelled"}
            )
        kind, found = matched(rest, _NORM)
        _NORM_PARTS[kind](file, found, section, names)
    return file


def matched(line: str, patterns: tuple[tuple[str, str], ...]) -> tuple[str, dict[str, Any]]:
    for kind, pattern in patterns:
        found = re.fullmatch(pattern, line)
        if found:
            return kind, found.groupdict()
    message = f"the test's line {line!r} says nothing that this suite knows"
    raise ValueError(message)


def listed(words: str | None) -> list[str]:
    return [word.strip() for word in words.split(",")] if words else []


def _step(file: dict[str, Any], found: dict[str, Any], section: str, names: Counter[str]) -> None:
    name = f"{found['giver']}-asks-{found['receiver']}"
    names[name] += 1
    step = {
        "name": name if names[name] == 1 else f"{name}-{names[name]}",
        "from": found["giver"],
        "to": found["receiver"],
        "via": found["via"],
        "matters": listed(found["matters"]) or [matter["key"] for matter in file["matters"]],
        "basis": "not_said" if found["may"] == "would ask" else "implied" if found["basis"] else "explicit",
        "alternative": found["may"] == "may ask",
        "clauses": [] if found["may"] == "would ask" else [section],
        "why": text(f"because of {section}"),
    }
    file["steps"].append(step | ({"themes": listed(found["themes"])} if found["themes"] else {}))


def _relation(file: dict[str, Any], found: dict[str, Any], section: str, _: Counter[str]) -> None:
    relation = {
        "edge": found["edge"],
        "from": found["giver"],
        "to": found["receiver"],
        "via": found["via"],
        "clauses": [section],
    }
    file["relations"].append(relation | ({"themes": listed(found["themes"])} if found["themes"] else {}))


def _role(file: dict[str, Any], found: dict[str, Any], section: str, _: Counter[str]) -> None:
    role: dict[str, Any] = {"key": found["role"], "name": text(found["role"]), "clauses": [section]}
    if found.get("label"):
        role |= {"filled_by": [found["label"]], "starts": True}
    if found.get("code"):
        role["unit_codes"] = [found["code"]]
    if found.get("seat"):
        role["seat"] = found["seat"]
    if found.get("per"):
        role |= {"per": found["per"], "at_least": 1}
    file["roles"].append(role)


def _reach(file: dict[str, Any], found: dict[str, Any], _: str, __: Counter[str]) -> None:
    matter = next(matter for matter in file["matters"] if matter["key"] == found["matter"])
    matter["must_reach"] = listed(found["roles"])


def _alone(file: dict[str, Any], found: dict[str, Any], _: str, __: Counter[str]) -> None:
    next(role for role in file["roles"] if role["key"] == found["role"])["in_person"] = True


def _exclusion(file: dict[str, Any], found: dict[str, Any], section: str, _: Counter[str]) -> None:
    ends = {"from": found["giver"], "to": found["receiver"]}
    file["exclusions"].append(ends | {"clauses": [section], "why": text(f"because of {section}")})


_NORM_PARTS = {
    "step": _step, "relation": _relation, "reach": _reach, "alone": _alone, "exclusion": _exclusion,
    "body": _role, "post": _role,
}  # fmt: skip
