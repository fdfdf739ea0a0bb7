"""What was taken back never was: every statement answers as before it was written."""

import random
from dataclasses import replace

from suite.contents import load
from suite.engines import EXAMPLE
from suite.statements import answers, differing

from ansvar.graph.content import Content, Edge
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files
from ansvar.graph.schema.model import edge_kinds, node_kinds

OF, SINCE = "organisation:udi-2018", "2018-02-01"
MANY = ("HOLDS", "MEMBER_OF", "COORDINATES", "COVERS", "DEPUTISES_FOR", "ABSENT_FROM", "FILLS", "SERVES")
"""Edges of which a thing can have several at a time."""


def with_more(content):
    """State more of everything from a day on: each kind of edge, between things that had none."""
    dice = random.Random(1)
    kinds, labels = edge_kinds(), node_kinds()

    def those(wanted):
        found = (n for n in content.nodes.values() if set(wanted) & set(labels[n.label].labels))
        return sorted(node.key for node in found)

    edges = [edge for edge in content.edges if not edge.derived]
    tied = {(edge.type, edge.giver, edge.receiver) for edge in edges}
    for kind in MANY:
        givers, receivers = those(kinds[kind].sources), those(kinds[kind].targets)
        for _ in range(12):
            giver, receiver = dice.choice(givers), dice.choice(receivers)
            if (kind, giver, receiver) not in tied and giver != receiver:
                tied.add((kind, giver, receiver))
                props = {"valid_from": SINCE, "valid_to": "9999-12-31", "stated_by": OF}
                edges.append(Edge(kind, giver, receiver, props))
    return doubled(Content(content.nodes, edges))


def doubled(content):
    """State some things once more under another key, from a day on, with all edges at them."""
    stated = sorted(n.key for n in content.nodes.values() if n.props.get("stated_by") == OF and n.key != OF)
    twins = {key: f"{key}-twin" for key in stated[::4]}
    since = {"valid_from": SINCE}
    nodes = {
        t: replace(n, props=n.props | since | {"key": t}) for k, t in twins.items() if (n := content.nodes[k])
    }
    edges = [
        replace(
            e,
            giver=twins.get(e.giver, e.giver),
            receiver=twins.get(e.receiver, e.receiver),
            props=e.props | since,
        )
        for e in content.edges
        if {e.giver, e.receiver} & twins.keys()
        and e.props.get("stated_by") == OF
        and e.props["valid_to"] > SINCE
    ]
    return Content(content.nodes | nodes, [*content.edges, *edges])


def test_what_was_taken_back_changes_no_answer(store, tmp_path):
    load_files(store, list(EXAMPLE))
    content = snapshot(store.read)
    before = answers(store, set())
    load(store, with_more(content), tmp_path)
    between = answers(store, set())
    undo(store, 2)
    after = answers(store, set())

    assert differing(before, after) == {}
    assert sum(between[name] != rows for name, rows in before.items()) > 15
