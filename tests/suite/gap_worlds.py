"""Random organisations for the rules of gaps: most of each in order, each kind of disorder here and there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from suite.houses import NUMBERS, norm
from suite.words import HOUSE

if TYPE_CHECKING:
    import random

DAYS = [dt.date(2018, 3, 1), dt.date(2018, 6, 1), dt.date(2018, 9, 1)]
TURNING = (
    "§24 expert asks contact via line_below for principle",
    "§28 leader asks expert via same_network for case",
    "§21 chief asks chief via line_above",
    "§29 chief asks leader via line_below about light",
)


def period(dice: random.Random) -> str:
    first, second, third = (day.isoformat() for day in DAYS)
    return dice.choice(
        [*[""] * 6, f" to {second}", f" from {second}", f" from {first} to {third}", f" to {third}"]
    )


def organisation(dice: random.Random, size: int) -> list[str]:
    """Throw an organisation: most of it in order, each kind of disorder here and there."""
    offices = [f"office:o{n}" for n in range(dice.randint(0, max(1, size // 12)))]
    networks = [f"network:n{n}" for n in range(dice.randint(0, 4))]
    regions = [f"region:r{n}" for n in range(max(1, len(offices)))]
    lines = ["dept:care code CARE", "dept:head code HEAD", "dept:head under directorate:d"]
    lines += ["dept:care under directorate:d"] if dice.random() < 0.9 else []
    posts: list[str] = []
    for office in offices:
        lines += [f"{office} under dept:care{period(dice)}"] if dice.random() < 0.85 else [f"{office} exists"]
        lines += [f"{office} serves {dice.choice(regions)}"] if dice.random() < 0.8 else []
        for number in range(dice.choice([0, 1, 1, 1, 1, 2])):
            post = f"post:c{office[8:]}-{number}"
            posts.append(post)
            lines.append(f"{post} in {office} as contact{period(dice)}")
            lines += [f"{post} covers {dice.choice(['noise', 'light'])}"] if dice.random() < 0.25 else []
    for number in range(dice.randint(0, size)):
        place = f"centre:p{number}"
        where = dice.choice(["region", "region", "office", "nowhere"])
        if where == "office" and offices:
            lines.append(f"{place} -> {dice.choice(offices)}{period(dice)}")
        elif where == "region":
            lines.append(f"{place} in {dice.choice(regions)}{period(dice)}")
        else:
            lines.append(f"{place} exists{period(dice)}")
    lines += bodies(dice, networks, posts)
    for number in range(dice.choice([0, 1, 1, 2])):
        posts.append(f"post:chief-{number}")
        lines.append(f"post:chief-{number} in dept:head as chief")
    posts += [f"post:loose-{number}" for number in range(dice.choice([0, 0, 1, 2]))]
    for post in posts:
        lines += holding(dice, post, posts)
    lines += [f"section:s{n} exists{period(dice)}" for n in range(dice.choice([0, 0, 1, 2]))]
    return lines


def bodies(dice: random.Random, networks: list[str], posts: list[str]) -> list[str]:
    """Throw what the networks cover and who is in them; their posts are added to `posts`."""
    lines: list[str] = []
    for network in networks:
        lines += [f"{network} under dept:head"] if dice.random() < 0.7 else [f"{network} exists"]
        lines += (
            [f"{network} covers {dice.choice(['noise', 'light', 'noise, light'])}{period(dice)}"]
            if dice.random() < 0.8
            else []
        )
        for role, tie, unit in (("expert", "member of", "dept:care"), ("leader", "leads", "dept:head")):
            for number in range(dice.choice([0, 1, 1, 1, 2])):
                post = f"post:{role}-{network[8:]}-{number}"
                posts.append(post)
                lines += [f"{post} in {unit} as {role}", f"{post} {tie} {network}{period(dice)}"]
    return lines


def holding(dice: random.Random, post: str, posts: list[str]) -> list[str]:
    """Throw who holds a post, who is away and who steps in."""
    name = post.removeprefix("post:")
    person = dice.choice([f"person:{name}", f"person:{name}", f"person:{name}", "person:busy"])
    kind = dice.choice(["held", "held", "held", "vacant", "left", "followed", "away"])
    lines = [f"{post} exists"]
    if kind == "vacant":
        lines.append(f"{post} vacant")
    elif kind == "left":
        lines.append(f"{post} vacant since {dice.choice(DAYS).isoformat()}")
    elif kind == "followed":
        day, late = DAYS[1].isoformat(), dice.choice(["2018-06-01", "2018-06-02", "2018-07-15"])
        lines += [f"person:{name} holds {post} to {day}", f"person:next-{name} holds {post} from {late}"]
    else:
        lines.append(f"{person} holds {post}{period(dice)}")
    if kind == "away":
        lines.append(f"{person} away from {post}{period(dice)}")
    if dice.random() < 0.4:
        deputy = dice.choice([f"person:deputy-{name}", dice.choice(posts)])
        if deputy != post:
            lines.append(f"{deputy} deputises for {post}{period(dice)}")
        if deputy.startswith("person") and dice.random() < 0.3:
            lines.append(f"{deputy} away from {post}{period(dice)}")
    return lines


def instruction(dice: random.Random):
    """Throw an instruction: steps that turn back, and other numbers."""
    numbers = dict(NUMBERS)
    numbers |= (
        {"contact": {"at_least": dice.choice([1, 1, 2]), "at_most": dice.choice([1, 2])}}
        if dice.random() < 0.4
        else {}
    )
    if numbers.get("contact", {}).get("at_least", 0) > numbers.get("contact", {}).get("at_most", 9):
        numbers["contact"]["at_most"] = 2
    turning = [line for line in TURNING if dice.random() < 0.4]
    return norm(*HOUSE, *turning, numbers=numbers)
