"""A table of coloured cells that can be chosen: a thin Streamlit component around an ordinary HTML table.

A cell says what it is three times: by a sign with a letter, by its colour, and in words for whoever hears
it read.  One cell is in the tab order; the arrow keys walk from there, Enter or Space chooses.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ansvar.dashboard.widgets import component, hand_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class HeatCell:
    """A cell.

    Attributes
    ----------
    id : str
        What is told when it is chosen.
    state : str
        Name of its colour in heat_map.css.
    mark : str
        What stands in it: a sign and a letter, perhaps a number.
    words : str
        The same and more, in words.
    """

    id: str
    state: str
    mark: str
    words: str


@dataclass(frozen=True)
class HeatRow:
    """A row with its heading; its cells are in the order of the columns."""

    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatGroup:
    """Columns that stand under a common heading."""

    name: str
    columns: tuple[str, ...]


def heat_map(
    key: str,
    caption: str,
    corner: str,
    groups: Sequence[HeatGroup],
    rows: Sequence[HeatRow],
    chosen: str,
    choose: Callable[[str], None],
) -> None:
    """Draw the table.

    Parameters
    ----------
    key : str
        Stays the same, so that the place in the table is kept.
    caption : str
        What the table is, for whoever hears it read.
    corner : str
        What the rows are.
    chosen : str
        Id of the chosen cell; may be empty.
    choose : callable
        Told the id of a cell that was chosen; runs before the page is drawn anew.
    """
    component("ansvar_heat_map", "heat_map/heat_map.js")(
        key=key,
        data={
            "caption": caption,
            "corner": corner,
            "groups": [asdict(group) for group in groups],
            "rows": [asdict(row) for row in rows],
            "chosen": chosen,
        },
        on_chosen_change=hand_on(key, "chosen", lambda told: choose(str(told))),
    )
