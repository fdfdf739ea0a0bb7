"""How derived edges are read: those that a place has itself, and those that it shares with others.

A unit that another one serves has the ways of the unit that serves it.  Such an edge stands in the graph
once, with the serving unit at its `served_end`, and is meant for every unit that this one serves and that
fills all `served_roles`; it says nothing about the serving unit itself.  The .cypher files here are the parts
by which statements read both sorts alike; see `ansvar.graph.cypher`.  Here too stands, once, who is present
on a day: `occupancy` decides whether a post is filled, its holder absent, or it is unknown or vacant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def properties_for(props: Mapping[str, Any], shared: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the properties of an edge as they are for a place.

    Parameters
    ----------
    props : mapping
        The edge's own properties.
    shared : mapping, optional
        What the part `ways.shared` tells of the place; None for an edge that is the place's own.

    Returns
    -------
    dict
        A shared edge holds for the themes and the time that the place shares it, does not tell that it is
        shared, and is `derived_from` the place's own edges too, in the order in which the connection goes.
    """
    if not shared:
        return dict(props)
    found = {name: value for name, value in props.items() if not name.startswith("served_")}
    ground, rest = list(dict.fromkeys(shared["ground"])), list(props["derived_from"])
    whole = [*ground, *rest] if props["served_end"] == "giver" else [*rest, *reversed(ground)]
    period = {name: shared[name] for name in ("themes", "valid_from", "valid_to")}
    return found | period | {"derived_from": whole}
