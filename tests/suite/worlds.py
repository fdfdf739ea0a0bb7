"""Random instructions and organisations, in the lines of `suite.words`.

Dice are thrown instead of drawn from strategies: a drawn organisation is mostly too small and too broken
to have a route at all.  A seed gives the same world on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from suite.words import HOUSE, THEMES

if TYPE_CHECKING:
    from random import Random

ROLES = HOUSE[:6]
MORE = (
    "§20 contact asks place via serves for case",  # a step that leads back to places
    "§21 chief asks chief via line_above",  # a role that asks itself, one level up
    "§22 crew is RegionalOffice",  # a second role that routes begin with
    "§23 crew asks expert via line_above",
    "§24 expert asks contact via line_below for principle",  # with §10 a circle
    "§25 place may ask leader via line_above about noise",
    "§26 contact may ask chief via line_above",
    "§27 expert may ask leader via same_network for principle",
    "§28 leader asks expert via same_network for case",  # with §11 and §12 a circle
    "§29 contact would ask chief via line_above",  # what no clause says
    "§30 case must reach contact, expert",
    "§31 expert acts in person",
)
"""Lines of an instruction that make routes branch, turn back, skip and stop."""

DAYS = ("2018-03-01", "2018-06-01", "2018-09-01")


def norm(dice: Random) -> tuple[str, ...]:
    """Throw an instruction: the roles of HOUSE, most of its steps, and some that turn back or fork."""
    kept = [line for line in HOUSE[6:] if dice.random() < 0.95]
    more = {line for line in MORE if dice.random() < 0.25}
    if MORE[3] in more:
        more.add(MORE[2])
    return (*ROLES, *kept, *sorted(more))


def _period(dice: Random) -> str:
    return dice.choice([*[""] * 5, f" to {DAYS[1]}", f" from {DAYS[1]}", f" to {DAYS[2]}"])


def _holding(dice: Random, post: str) -> list[str]:
    """Throw who holds a post: somebody, nobody, nobody any more, or somebody who is away."""
    kind = dice.choice([*["held"] * 6, "vacant", "left", "away", "deputised", "stood in", "stood in away"])
    name = post.removeprefix("post:")
    if kind == "vacant":
        return [f"{post} vacant"]
    if kind == "left":
        return [f"{post} vacant since {dice.choice(DAYS)}"]
    lines = [f"person:{name} holds {post}"]
    if kind in ("away", "stood in", "stood in away"):
        lines.append(f"person:{name} away from {post} from {DAYS[0]} to {DAYS[2]}")
    if kind in ("deputised", "stood in", "stood in away"):
        lines.append(f"person:deputy-{name} deputises for {post}{_period(dice)}")
    if kind == "deputised":
        lines[0] += f" to {DAYS[0]}"
    if kind == "stood in away":
        lines.append(f"person:deputy-{name} away from {post}{_period(dice)}")
    return lines


def _offices(dice: Random, offices: list[str]) -> list[str]:
    lines = []
    for office in offices:
        if dice.random() < 0.9:
            lines.append(f"{office} under {dice.choice([*['dept:care'] * 6, 'dept:head'])}")
        lines.append(f"{office} serves region:{office[-1]}")
        for number in range(dice.choice([1, 1, 1, 1, 0, 2])):
            lines.append(f"post:contact-{office[-1]}-{number} in {office} as contact")
            if dice.random() < 0.2:
                lines.append(f"post:contact-{office[-1]}-{number} covers {dice.choice(['noise', 'light'])}")
    return lines


def _places(dice: Random, offices: list[str], many: int) -> list[str]:
    lines = []
    for number in range(many):
        centre = f"centre:{number}"
        lines.append(f"{centre} exists{_period(dice)}")
        where = dice.choice([*["region"] * 5, "office", "nowhere", "both"])
        if offices and where in ("region", "both"):
            lines.append(f"{centre} in region:{dice.choice(offices)[-1]}")
        if offices and where in ("office", "both"):
            lines.append(f"{dice.choice(offices)} serves {centre}")
    return lines


def _networks(dice: Random, networks: list[str]) -> list[str]:
    lines = [f"{network} covers {theme}" for network, theme in zip(networks, THEMES, strict=False)]
    for number in range(dice.choice([2, 2, 1, 3, 0])):
        post = f"post:expert-{number}"
        lines.append(f"{post} in {dice.choice([*['dept:care'] * 6, 'dept:head'])} as expert")
        lines += [f"{post} member of {n}{_period(dice)}" for n in networks if dice.random() < 0.75]
    for network in networks:
        if dice.random() < 0.85:
            post = f"post:leader-{network[-1]}"
            lines += [f"{post} in dept:head as leader", f"{post} leads {network}"]
    return lines


def organisation(dice: Random, least: int = 0, most: int = 6) -> tuple[str, ...]:
    """Throw an organisation that fills the roles of HOUSE more or less, with `least` to `most` places."""
    offices = [f"office:{n}" for n in range(dice.choice([0, 1, 2, 3, 4]))]
    lines = ["dept:care code CARE", "dept:head code HEAD", "directorate:d exists"]
    lines += [f"dept:{name} under directorate:d" for name in ("care", "head") if dice.random() < 0.8]
    lines += _offices(dice, offices)
    lines += _places(dice, offices, dice.randint(least, most))
    lines += _networks(dice, [f"network:{n}" for n in range(dice.choice([2, 2, 2, 1, 0]))])
    for number in range(dice.choice([1, 1, 1, 2, 0])):
        lines.append(f"post:chief-{number} in {dice.choice([*['dept:head'] * 4, 'directorate:d'])} as chief")
    posts = dict.fromkeys(line.split()[0] for line in lines if line.startswith("post:"))
    return tuple(lines + [held for post in posts for held in _holding(dice, post)])
