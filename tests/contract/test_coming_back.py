"""What ended and came back did not exist in between: such a day is answered as before it was back."""

import json
from dataclasses import replace
from datetime import date

import pytest
from suite.contents import load
from suite.engines import EXAMPLE
from suite.statements import BETWEEN, START, answers, differing

from ansvar.graph.content import Content
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import QuestionError
from ansvar.graph.load.loader import load_files
from ansvar.queries.catalogue.query import thing
from ansvar.queries.changes.query import changes, days
from ansvar.queries.changes.result import CAME, WENT
from ansvar.queries.diff.state import things_on
from ansvar.queries.gaps.query import gaps
from ansvar.queries.trace.query import trace

ENDED, BACK = "2018-03-01", "2018-09-01"
OF = "organisation:udi-2018"


def gone_from(content):
    """Choose every third thing of the organisation: units, posts and people of all kinds."""
    keys = [node.key for node in content.nodes.values() if node.props.get("stated_by") == OF]
    return {*sorted(keys)[::3], "centre:vest-3", "post:contact-vest"} - {OF, START}


def amended(content, ended, *, back):
    """End things with all that hangs on them; let the things, but none of the edges, come back."""
    story = json.dumps({"gone": [["", None], [ENDED, True], [BACK, None]]})
    nodes = {}
    for key, node in content.nodes.items():
        told = {"dated": story, "changed_on": BACK} if back else {"valid_to": ENDED}
        nodes[key] = replace(node, props=node.props | told) if key in ended else node
    edges = [
        replace(edge, props=edge.props | {"valid_to": min(edge.props["valid_to"], ENDED)})
        if {edge.giver, edge.receiver} & ended
        else edge
        for edge in content.edges
        if not edge.derived
    ]
    return Content(nodes, edges)


def test_what_came_back_was_not_there_in_between(bench, store, tmp_path):
    load_files(store, list(EXAMPLE))
    content = snapshot(store.read)
    bench.empty()
    ended = gone_from(content)
    load(store, amended(content, ended, back=False), tmp_path / "gone")
    before = answers(store, ended)
    load(store, amended(content, ended, back=True), tmp_path / "back")
    after = answers(store, ended)

    assert differing(before, after) == {}
    assert sum(map(bool, before.values())) > 40

    with pytest.raises(QuestionError) as refused:
        trace(store, "centre:vest-3", "child-marriage", "individual-case", date.fromisoformat(BETWEEN))
    assert refused.value.message == (
        '"centre:vest-3" does not exist on 2018-06-01, '
        "only from 2018-01-01 until 2018-03-01, and from 2018-09-01 with no end"
    )
    told = changes(store, date(2018, 2, 1), date(2018, 10, 1)).items
    things = {(c.what, c.key, c.day) for c in told if not c.edge}
    assert {(WENT, key, ENDED) for key in ended} | {(CAME, key, BACK) for key in ended} <= things
    assert {day: came for day, came, _ in days(store)}[BACK] >= len(ended)
    there = things_on(content_now := snapshot(store.read), BETWEEN)
    assert not ended & there.keys()
    assert ended & things_on(content_now, BACK).keys()
    said = thing(store, "post:contact-vest", date.fromisoformat(BETWEEN))
    assert (said.more["state"], said.more["gone"]) == ("gone", [{"from": ENDED, "to": BACK}])
    found = gaps(store, date(2018, 10, 1), rules=["hanging_loose"]).findings
    assert {f.since for f in found if f.subjects == ("post:contact-vest",)} == {BACK}
