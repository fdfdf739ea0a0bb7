"""Random instructions and organisations, made to be hard for the derivation; in the lines of `suite.words`.

Other than those of `suite.worlds`, nothing here is in order: units and regions lie in several levels, every
link has a period of its own, posts sit in two units and fill two roles, and an instruction lets any role
turn to any other by any connection.  A seed gives the same world on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from suite.words import HOUSE, MATTERS, THEMES, WEST

if TYPE_CHECKING:
    from random import Random

DAYS = ("2018-03-01", "2018-06-01", "2018-09-01")
ROLES = (
    *HOUSE[:6],
    "§20 crew is RegionalOffice",
    "§21 board is Department code HEAD",
    "§32 shelter is ReceptionCentre",
)
POSTS = ("contact", "expert", "leader", "chief")
NAMES = ("place", "shelter", "network", "crew", "board", *POSTS)
OWING = ("serves", "line_above", "line_below", "member_of", "coordinated_by", "same_network")
ASKING = (*OWING, "follows_up", "guided_by", "informs")
LIKELY = (
    "§22 expert may ask leader via same_network",
    "§23 leader may ask expert via same_network for case",
    "§24 contact may ask chief via line_above about light",
    "§25 crew may ask expert via line_above",
    "§26 chief asks chief via line_above",
    "§27 leader INFORMS expert via same_network",
    "§28 leader may ask expert via informs",
    "§29 chief INFORMS crew via line_below about noise",
    "§33 shelter asks contact via follows_up",
    "§34 expert GUIDES shelter via line_below about light",
    "§35 shelter INFORMS chief via line_above",
)
"""Lines between roles whose holders do belong together in most organisations."""
SAID = (
    "§36 leader would ask chief via line_above",
    "§37 expert would ask chief via line_above for case",
    "§38 case must reach contact, expert",
    "§38 principle must reach leader",
    "§39 contact acts in person",
)
"""What no clause says, who has to be reached, and who nobody stands in for: no edge follows from these."""


def norm(dice: Random, *, calm: bool = False) -> tuple[str, ...]:
    """Throw an instruction: the roles, most lines of HOUSE, and some between any two roles.

    A calm one has all of HOUSE, and the steps between any two roles are only other ways: more of its
    routes lead somewhere.
    """
    kept = [line for line in HOUSE[6:] if calm or dice.random() < 0.8]
    kept += [line for line in LIKELY if dice.random() < 0.4]
    owed = {
        (edge, *dice.choices(NAMES, k=2)): dice.choice(OWING)
        for edge in dice.choices(("FOLLOWS_UP", "GUIDES", "INFORMS"), k=3)
    }
    stated = {(line.split()[2], line.split()[1], line.split()[3]) for line in kept}
    lines = [
        f"§30 {giver} {edge} {receiver} via {via}{_themes(dice)}"
        for (edge, giver, receiver), via in owed.items()
        if (edge, giver, receiver) not in stated
    ]
    for _ in range(dice.randint(2, 7)):
        giver, receiver = dice.choices(NAMES, k=2)
        matters = dice.choice(["", "", *[f" for {matter}" for matter in MATTERS]])
        verb = "may ask" if calm else dice.choice(["asks", "may ask", "may ask"])
        via = dice.choice(ASKING)
        lines.append(f"§31 {giver} {verb} {receiver} via {via}{matters}{_themes(dice)}")
    said = [line for line in SAID if dice.random() < 0.4] if calm else []
    return (*ROLES, *kept, *lines, *said)


def _themes(dice: Random) -> str:
    return dice.choice(["", "", *[f" about {theme}" for theme in THEMES]])


def period(dice: Random) -> str:
    """Throw a period; most often there is none."""
    first, second, third = DAYS
    spans = (
        f" to {second}",
        f" from {second}",
        f" from {first} to {third}",
        f" to {first}",
        f" from {third}",
    )
    return dice.choice([*[""] * 12, *spans])


def organisation(dice: Random) -> tuple[str, ...]:
    """Throw an organisation of some thirty units and posts, and the smallest one that works beside it."""
    networks = [f"network:{n}" for n in range(dice.randint(0, 3))]
    offices = [f"office:{n}" for n in range(dice.randint(0, 3))]
    units = ["directorate:d", "dept:care", "dept:head", *offices, *[f"section:{n}" for n in range(3)]]
    lines = ["directorate:d exists", *WEST]
    for post in ("post:contact", "post:expert", "post:leader", "post:chief"):
        lines += _holding(dice, post, ["post:contact", "post:expert"])
    for number, unit in enumerate(units[1:], 1):
        lines += _above(dice, unit, units[:number])
    lines += [f"{network} under {dice.choice(units)}{period(dice)}" for network in networks]
    lines += [
        f"{network} covers {theme}{period(dice)}" for network in networks for theme in _some(dice, THEMES)
    ]
    lines += _places(dice, [*offices, *units[:2]])
    posts = [f"post:{role}-{n}" for role in POSTS for n in range(dice.choice([0, 1, 1, 2]))]
    for post in posts:
        lines += _post(dice, post, units, networks)
        lines += _holding(dice, post, posts)
    return tuple(dict.fromkeys(lines))


def _some(dice: Random, things: tuple[str, ...] | list[str]) -> list[str]:
    """Take one of them mostly, seldom two, seldom none."""
    return dice.sample(list(things), min(len(things), dice.choice([0, 1, 1, 1, 1, 1, 2])))


def _above(dice: Random, unit: str, units: list[str]) -> list[str]:
    """Throw what a unit lies under: one, none, or one after the other."""
    first, second = dice.choice(units), dice.choice(units)
    if dice.random() < 0.2:
        day = dice.choice(DAYS)
        return [f"{unit} under {first} to {day}", f"{unit} under {second} from {day}"]
    return [f"{unit} under {first}{period(dice)}"] if dice.random() < 0.9 else []


def _places(dice: Random, units: list[str]) -> list[str]:
    regions = ["region:country", "region:east", "region:west"]
    lines = [f"{region} under region:country{period(dice)}" for region in regions[1:] if dice.random() < 0.6]
    lines += [
        f"{dice.choice(units)} serves {region}{period(dice)}" for region in regions if dice.random() < 0.7
    ]
    for number in range(dice.randint(0, 4)):
        place = f"centre:{number}"
        of_place = period(dice) if dice.random() < 0.5 else ""
        lines.append(f"{place} exists{of_place}")
        links = [f"{place} in {region}" for region in _some(dice, regions)]
        links += [f"{unit} serves {place}" for unit in _some(dice, units) if dice.random() < 0.4]
        links += [f"{place} covers {theme}" for theme in _some(dice, THEMES) if dice.random() < 0.2]
        # a link cannot lie outside of the place's own period
        lines += [link + ("" if of_place else period(dice)) for link in links]
    return lines


def _post(dice: Random, post: str, units: list[str], networks: list[str]) -> list[str]:
    role = post.removeprefix("post:").rstrip("0123456789").rstrip("-")
    home = {"contact": units[3:6], "expert": ["dept:care"], "leader": ["dept:head"], "chief": ["dept:head"]}[
        role
    ]
    unit = dice.choice(home if dice.random() < 0.8 else units)
    lines = [f"{post} in {unit} as {role}{period(dice)}"]
    if dice.random() < 0.15:
        lines.append(f"{post} fills {dice.choice([r for r in POSTS if r != role])}{period(dice)}")
    if dice.random() < 0.15:
        lines.append(f"{post} in {dice.choice([u for u in units if u != unit])}{period(dice)}")
    if dice.random() < 0.2:
        lines.append(f"{post} covers {dice.choice(THEMES)}{period(dice)}")
    tie = "leads" if role == "leader" else "member of"
    if role in ("expert", "leader") or dice.random() < 0.1:
        lines += [f"{post} {tie} {network}{period(dice)}" for network in networks if dice.random() < 0.7]
    return lines


def _holding(dice: Random, post: str, posts: list[str]) -> list[str]:
    """Throw who holds a post: somebody, nobody, one after the other, two at once, somebody who is away."""
    name = post.removeprefix("post:")
    kind = dice.choice([*["held"] * 5, "vacant", "left", "followed", "shared", "away", "away", "busy"])
    if kind == "vacant":
        lines = [f"{post} vacant"]
    elif kind == "left":
        lines = [f"{post} vacant since {dice.choice(DAYS)}"]
    elif kind == "followed":
        lines = [
            f"person:{name} holds {post} to {DAYS[0]}",
            f"person:next-{name} holds {post} from {DAYS[1]}",
        ]
    elif kind == "busy":
        lines = [f"person:busy holds {post}{period(dice)}"]
    else:
        lines = [f"person:{name} holds {post}"]
    if kind == "shared":
        lines.append(f"person:second-{name} holds {post}{period(dice)}")
    if kind == "away" or (kind == "shared" and dice.random() < 0.5):
        lines.append(f"person:{name} away from {post} from {DAYS[0]} to {DAYS[2]}")
    if dice.random() < (0.2 if kind == "held" else 0.5):
        deputy = dice.choice([f"person:deputy-{name}", dice.choice(posts)])
        if deputy != post:
            lines.append(f"{deputy} deputises for {post}{period(dice)}")
        if deputy.startswith("person") and dice.random() < 0.3:
            lines.append(f"{deputy} away from {post}{period(dice)}")
    return lines


def changed(dice: Random, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Throw the same organisation a little later: some links are gone, some posts are new."""
    left = [line for line in lines if " exists" in line or " code " in line or dice.random() < 0.85]
    new = [f"post:new-{role} in dept:head as {role}" for role in POSTS if dice.random() < 0.3]
    return (*left, *new)
