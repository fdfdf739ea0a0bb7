"""An organisation document while it is being put together from records; it becomes a `SourceFile` at the end.

Nothing here reads a source or knows a mapping.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansvar.graph.content.origin import SourceFile
from ansvar.graph.errors import SourceLocation
from ansvar.graph.load.organisation import FORMAT, POST_LINKS, UNIT_LINKS

if TYPE_CHECKING:
    from ansvar.graph.content.origin import Place
    from ansvar.graph.errors import Problem

SECTIONS = ("units", "posts", "people")

_PEOPLE = dict.fromkeys(("holders", "absences", "deputies"), "person")
# section -> field with links -> name of the other end in the file
LINKS: dict[str, dict[str, str]] = {
    "units": {field: end for field, _, end in UNIT_LINKS},
    "posts": {field: end for field, _, end in POST_LINKS} | {"member_of": "network"} | _PEOPLE,
    "people": {},
}


class ItemLink(dict[str, Any]):
    """One link of an item as a file has it, and where it stands."""

    def __init__(self, values: dict[str, Any], location: SourceLocation) -> None:
        super().__init__(values)
        self.location = location


@dataclass
class Item:
    """A unit, post or person.

    Attributes
    ----------
    location : SourceLocation
        The record that it was first made from.
    values, locations : dict
        Fields with one value, and where each stands; None where the source says that there is nothing.
    links : dict
        Fields with links; a field that is there without any says that there are none.
    context : bool
        True when it is only named by others; whoever states it in full goes first.
    """

    key: str
    location: SourceLocation
    values: dict[str, Any] = field(default_factory=dict)
    locations: dict[str, SourceLocation] = field(default_factory=dict)
    links: dict[str, list[ItemLink]] = field(default_factory=dict)
    context: bool = False

    def link(self, name: str, values: dict[str, Any], location: SourceLocation) -> None:
        """Add a link unless it is there already."""
        links = self.links.setdefault(name, [])
        if values not in links:
            links.append(ItemLink(values, location))


@dataclass(frozen=True)
class ImportedFile(SourceFile):
    """A document that was made of records; its problems point at these.

    Attributes
    ----------
    locations : dict
        Place in the document -> place in the source.
    told : dict
        Problem -> place in the document, of every problem made so far.
    """

    locations: dict[Place, SourceLocation] = field(default_factory=dict)
    told: dict[Problem, Place] = field(default_factory=dict)

    def locate(self, *place: str | int) -> SourceLocation:
        """Tell where a value stood in the source; of the organisation itself all of it tells."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.locations:
                return self.locations[place[:length]]
        return SourceLocation(self.path)

    def problem(self, place: Place, message: str, hint: str = "") -> Problem:
        """Make a problem that points at the source."""
        made = super().problem(place, message, hint)
        self.told[made] = place
        return made


@dataclass
class ImportedOrganisation:
    """What records say about one organisation.

    Attributes
    ----------
    key : str
        Of the organisation.
    about : dict
        What the source says of the organisation itself: its name, or nothing.
    files : tuple of str
        Where it comes from.
    items : dict
        Section -> key -> item, in the order of the source.
    eliminated : dict
        Key of a post that the source says is no more -> where it says so.
    """

    key: str
    about: dict[str, Any]
    files: tuple[str, ...]
    items: dict[str, dict[str, Item]] = field(default_factory=lambda: {name: {} for name in SECTIONS})
    eliminated: dict[str, SourceLocation] = field(default_factory=dict)

    def source_file(self, confirmed: str = "") -> ImportedFile:
        """Write it as a file of the format `ansvar.organisation/1` that need not say everything.

        Parameters
        ----------
        confirmed : str
            The day for which it restates all that the organisation states, ISO text; empty when it does not.
        """
        data: dict[str, Any] = {"format": FORMAT, "key": self.key} | self.about
        if confirmed:
            data["confirmed"] = confirmed
        made = ImportedFile(" + ".join(self.files), data, {}, sparse=True)
        for section in SECTIONS:
            data[section] = [
                self._written(made, (section, index), item)
                for index, item in enumerate(self.items[section].values())
            ]
        return made

    @property
    def things(self) -> list[Item]:
        """Everything that it has."""
        return [item for items in self.items.values() for item in items.values()]

    def prefix(self, text: str) -> None:
        """Put a text before the key of every unit, post and person, there and where it is referred to."""
        if not text:
            return
        ours = {item.key for item in self.things} | set(self.eliminated)
        self.eliminated = {text + key: location for key, location in self.eliminated.items()}
        for section, items in self.items.items():
            for item in items.values():
                item.key = text + item.key
                for link in (link for links in item.links.values() for link in links):
                    named = {name: key for name, key in link.items() if isinstance(key, str) and key in ours}
                    link.update({name: text + key for name, key in named.items()})
            self.items[section] = {item.key: item for item in items.values()}

    @staticmethod
    def _written(made: ImportedFile, place: Place, item: Item) -> dict[str, Any]:
        made.locations[place] = item.location
        for name, location in item.locations.items():
            made.locations[(*place, name)] = location
        for name, links in item.links.items():
            for number, link in enumerate(links):
                made.locations[(*place, name, number)] = link.location
        return {"key": item.key} | item.values | item.links

    def without(self, places: list[Place]) -> int:
        """Take away what stands at places of the written document: links, or whole items.

        Returns
        -------
        int
            How many things were taken away.
        """
        doomed: set[tuple[str, str]] = set()
        cut: dict[int, list[ItemLink]] = {}
        for section, *rest in (place for place in places if len(place) > 1 and place[0] in SECTIONS):
            item = list(self.items[str(section)].values())[int(rest[0])]
            match rest:
                case [_, str(name), int(number), *_] if name in item.links:
                    cut[id(item.links[name][number])] = item.links[name]
                case _:
                    doomed.add((str(section), item.key))
        for link, links in cut.items():
            links[:] = [each for each in links if id(each) != link]
        for section, key in doomed:
            del self.items[section][key]
        return len(cut) + len(doomed)
