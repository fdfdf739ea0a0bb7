"""A deputy who asks is no help, and a route that lacks a membership says that it stops for want of one."""

from suite.routes import ask
from suite.words import WEST, without

MEMBER = "post:expert member of network:n on behalf of dept:care"


def test_a_deputy_who_asks_is_no_help(store, org):
    """The contact stands in for the absent expert; she is not sent to herself."""
    lines = (
        "person:kari holds post:contact",
        "person:eva holds post:expert",
        "person:eva away from post:expert",
    )
    org(*WEST, *lines, "person:kari deputises for post:expert")

    own = ask(store, "person:kari", "noise", "principle")
    other = ask(store, "centre:a", "noise", "principle")

    assert own.status == "broken"
    assert [step.state for step in own.steps if step.key == "post:expert"] == ["absent"]
    assert [p.key for step in other.steps for p in step.deputies] == ["person:kari"]
    assert other.status == "fallback"


def test_a_route_stops_for_want_of_a_membership(store, org):
    """The network is there; what is missing is the seat of the expert in it."""
    org(*without(WEST, MEMBER))
    route = ask(store, "centre:a", "noise", "principle")

    assert route.status == "broken"
    assert [(item.role, item.state) for item in route.skipped] == [("network", "unconnected")]
    assert route.skipped[0].why == "is not connected by a membership, though the instruction provides for it"
    assert route.to_json()["stops"]["why"] == (
        "Stops after post:expert, which is not connected to network by a membership. Required by T §4."
    )
