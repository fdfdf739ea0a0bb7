"""Writes synthetic organisations of any size for an instruction: `python seed/generate.py --places 10000`.

What there has to be is read from the instruction file: which units fill which roles, where posts sit, who
follows whom up, what lies above what.  Nothing here names a role, a theme or a unit of one instruction.
The same seed gives the same organisation on every machine.  Everything in it is made up and says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
INSTRUCTION = _HERE / "instructions" / "im-2018-001.yaml"

# the connections of the schema that keep to the line of PART_OF, and which end of them lies above
_ABOVE = {"line_above": ("from", "to"), "line_below": ("to", "from")}


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value out: the loader reads no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Never write an alias."""
        return True


Things = list[dict[str, Any]]


class Organisation:
    """One organisation on its way.

    Parameters
    ----------
    instruction : dict
        The data of an instruction file.
    places : int
        How many places are followed up.
    per_server : int
        How many places a unit serves.
    faults : float
        Share of posts, from 0 to 1, that are vacant, left, away or not there at all.
    seed : int
        Of the dice.
    """

    def __init__(
        self,
        instruction: dict[str, Any],
        places: int,
        *,
        per_server: int = 20,
        faults: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.roles: Things = instruction["roles"]
        self.themes = [theme["key"] for theme in instruction["themes"]]
        self.links: Things = [*instruction["steps"], *instruction.get("relations", ())]
        self.asked = {role for step in instruction["steps"] for role in _listed(step["to"])}
        self.since = instruction["from"]
        self.faults = faults
        self.dice = random.Random(seed)
        self.units: Things = []
        self.posts: Things = []
        self.people: Things = []
        self.by_seat: dict[str, list[str]] = {}
        self._units(places, per_server)
        self._line()
        for role in self.roles:
            if not role.get("filled_by"):
                self._posts(role)

    def to_file(self) -> dict[str, Any]:
        """Give it as the data of an organisation file."""
        name = f"Synthetic organisation with {len(self.units)} units"
        return {
            "format": "ansvar.organisation/1",
            "key": "organisation:synthetic",
            "name": {"nb": f"{name} (oppdiktet)", "en": name},
            "from": self.since,
            "units": self.units,
            "posts": self.posts,
            "people": self.people,
        }

    # -- units -------------------------------------------------------------------------------------

    def _unit(self, kind: str, number: int, code: str | None = None, **more: Any) -> dict[str, Any]:
        key = f"{kind.lower()}:{(code or str(number)).lower()}"
        unit = {"key": key, "kind": kind, "name": {"nb": key, "en": key}, "status": "synthetic"} | more
        if code:
            unit["code"] = code
        self.units.append(unit)
        self.by_seat.setdefault(code or kind, []).append(key)
        return unit

    def _units(self, places: int, per_server: int) -> None:
        followed = {
            to: _listed(link["from"])[0]
            for link in self.links
            if link.get("edge") == "FOLLOWS_UP"
            for to in _listed(link["to"])
        }
        for code, label in sorted(self._codes(followed).items()):
            self._unit(label, 0, code)
        for role in self.roles:
            if role["key"] in followed:
                self._places(role, self._role(followed[role["key"]]), places, per_server)
            elif role.get("filled_by") and not role.get("unit_codes") and role["key"] in self.asked:
                bodies = [self._unit(role["filled_by"][0], n) for n in range(role.get("at_least", 1))]
                for number, theme in enumerate(self.themes if len(bodies) > 1 else ()):
                    bodies[number % len(bodies)].setdefault("covers", []).append(theme)

    def _codes(self, followed: dict[str, str]) -> dict[str, str]:
        """Give the units that the instruction calls by a code, each with its label.

        A unit that only posts sit in has the label of those who may ask beside the places.
        """
        codes = {code: role["filled_by"][0] for role in self.roles for code in role.get("unit_codes", ())}
        labels = {label for role in self.roles for label in role.get("filled_by", ())}
        known = {*followed, *self.asked}
        askers = [r for r in self.roles if r.get("starts") and r["key"] not in known]
        label = askers[0]["filled_by"][0] if askers else "Department"
        seats = {role["seat"] for role in self.roles if role.get("seat")} - labels
        return dict.fromkeys(seats, label) | codes

    def _places(self, role: dict[str, Any], follower: dict[str, Any], places: int, per_server: int) -> None:
        servers = max(1, -(-places // per_server))
        for number in range(servers):
            region = self._unit("Region", number)["key"]
            self._unit(follower["seat"], number, serves=[region])
        for number in range(places):
            self._unit(role["filled_by"][0], number, located_in=[f"region:{number % servers}"])

    def _role(self, key: str) -> dict[str, Any]:
        return next(role for role in self.roles if role["key"] == key)

    def _line(self) -> None:
        """Put units below those that the instruction's steps along the line have above them."""
        top = self._unit("Directorate", 0)["key"]
        above: dict[str, str] = {}
        for link in self.links:
            if link.get("via") not in _ABOVE:
                continue
            low_end, high_end = _ABOVE[link["via"]]
            for low in _listed(link[low_end]):
                for high in _listed(link[high_end]):
                    below, over = self._seat(low), self._seat(high)
                    if below and over and below != over:
                        above.setdefault(below, over)
        seats = {self._seat(role["key"]) for role in self.roles}
        roofs = {over for over in above.values() if over in {unit["kind"] for unit in self.units}}
        for unit in self.units:
            seat = unit.get("code") or unit["kind"]
            over = top if above.get(seat) in roofs else above.get(seat)
            if unit["key"] == top:
                unit["part_of"] = [self.by_seat[roof][0] for roof in sorted(roofs)]
            elif over == top or (seat in seats and not over and seat not in roofs):
                unit["part_of"] = [top]
            elif over:
                unit["part_of"] = [self.by_seat[over][0]]

    def _seat(self, role: str) -> str | None:
        """Give the code or label of the unit that a role sits in or is."""
        given = self._role(role)
        if given.get("unit_codes"):
            return str(given["unit_codes"][0])
        if given.get("filled_by"):
            return str(given["filled_by"][0]) if role in self.asked else None
        return given.get("seat")

    # -- posts -------------------------------------------------------------------------------------

    def _posts(self, role: dict[str, Any]) -> None:
        per = role.get("per")
        seats = self._home(role)
        if per and per == role.get("seat"):
            for unit in seats:
                self._post(role, unit, {})
        elif per:
            leads = any(
                link["via"] == "coordinated_by" and role["key"] in _listed(link["to"]) for link in self.links
            )
            for body in self.by_seat.get(per, []):
                link = (
                    {"coordinates": [body]}
                    if leads
                    else {"member_of": [{"network": body, "on_behalf_of": seats[0]}]}
                )
                self._post(role, seats[0], link)
        else:
            for _ in range(role.get("at_least", 1)):
                self._post(role, seats[0], {})

    def _home(self, role: dict[str, Any]) -> list[str]:
        """Give the units that posts with a role sit in; without a seat, where those above them sit."""
        above = [
            self._seat(high)
            for link in self.links
            if link.get("via") == "line_above" and role["key"] in _listed(link["from"])
            for high in _listed(link["to"])
        ]
        for seat in (role.get("seat"), *above, "Directorate"):
            if seat in self.by_seat:
                return self.by_seat[seat]
        return []

    def _post(self, role: dict[str, Any], unit: str, links: dict[str, Any]) -> None:
        fault = self.dice.choice(["none", "vacant", "left", "away", "away with deputy"])
        if self.dice.random() >= self.faults:
            fault = "held"
        if fault == "none":
            return
        key = f"post:{role['key']}-{len(self.posts)}"
        post: dict[str, Any] = {
            "key": key,
            "name": {"nb": key, "en": key},
            "unit": [unit],
            "fills": [role["key"]],
            "status": "synthetic",
        } | links
        self.posts.append(post)
        if fault == "vacant":
            return
        holder = self._person()
        march, may, july = (dt.date(self.since.year, month, 1) for month in (3, 5, 7))
        post["holders"] = [{"person": holder}]
        if fault == "left":
            post["holders"] = [{"person": holder, "to": march}]
        if fault.startswith("away"):
            post["absences"] = [{"person": holder, "from": may, "to": july}]
        if fault == "away with deputy":
            post["deputies"] = [{"person": self._person(), "from": may}]

    def _person(self) -> str:
        key = f"person:{len(self.people)}"
        self.people.append({"key": key, "name": f"Person {len(self.people)}", "synthetic": True})
        return key


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def generate(instruction: Path = INSTRUCTION, places: int = 200, **how: Any) -> dict[str, Any]:
    """Give the data of an organisation file for an instruction file; see `Organisation`."""
    return Organisation(yaml.safe_load(instruction.read_text(encoding="utf-8")), places, **how).to_file()


def main() -> None:
    """Read the command line and write an organisation file to standard output."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--instruction", type=Path, default=INSTRUCTION)
    ask.add_argument("--places", type=int, default=200)
    ask.add_argument("--per-server", type=int, default=20)
    ask.add_argument("--faults", type=float, default=0.1)
    ask.add_argument("--seed", type=int, default=0)
    given = ask.parse_args()
    made = generate(
        given.instruction, given.places, per_server=given.per_server, faults=given.faults, seed=given.seed
    )
    yaml.dump(made, sys.stdout, Dumper=Dumper, sort_keys=False, allow_unicode=True)


if __name__ == "__main__":
    main()
