"""Questions of somebody's own are asked of a copy: what they cost, the graph does not pay."""

import datetime as dt
import time

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.engine import Settings, open_store
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.engine.process import engines_in
from ansvar.graph.engine.scratch import scratch_graph
from ansvar.graph.errors import AnsvarError, EngineError, QuestionError
from ansvar.graph.journal.book import change_sets
from ansvar.graph.journal.past import content_at
from ansvar.graph.load.loader import load_files
from ansvar.queries.catalogue.statements import Limits, ask_freely

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

DAY = dt.date(2018, 6, 1)
FAST = Limits(seconds=2)
POSTS = "MATCH (p:Post) RETURN count(p) AS n"
DOUBLED = "RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS x"
PATHS = "MATCH p = (a)-[*1..30]-(b) RETURN count(p) AS n"
LONG = "reduce(s = 'x', i IN range(1, 28) | s + s)"
HOSTILE = {
    "text doubled forty times": DOUBLED,
    "text doubled in a list": f"UNWIND range(1, 9) AS j RETURN collect({LONG}) AS x",
    "text replaced by more": f"RETURN replace({LONG}, 'x', 'xxxxxxxxxxxxxxxx') AS x",
    "lists of lists": "RETURN reduce(s = [], i IN range(1, 40) | [s, s]) AS x",
    "every path": PATHS,
    "every path, collected": "MATCH p = (a)-[*1..30]-(b) RETURN collect(p) AS p",
    "rows times rows": "UNWIND range(1, 900000) AS a UNWIND range(1, 900000) AS b RETURN sum(a * b) AS n",
    "rows times rows, sorted": "MATCH (a), (b), (c), (d), (e), (f) RETURN a.key + f.key AS x ORDER BY x",
    "a waiting function": "RETURN apoc.util.sleep(60000) AS x",
    "a slow pattern": "RETURN reduce(s = 'a', i IN range(1, 15) | s + s) + '!' =~ '(a+)+$' AS x",
    "brackets without end": "RETURN " + "(" * 4_900 + "1" + ")" * 4_900 + " AS x",
    "a write": "MATCH (n) SET n.name_en = 'x' RETURN count(n) AS n",
    "a graph of its own": "UNWIND range(1, 900000) AS i CREATE (n:Entity {key: i}) RETURN count(n) AS n",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Give an installation with a small organisation in it."""
    folder = tmp_path_factory.mktemp("sandbox")
    files = [
        write(folder / "norm.yaml", instruction(*HOUSE)),
        write(folder / "west.yaml", organisation(*WEST)),
    ]
    home = folder / "home"
    with open_store(Settings(home=home)) as store:
        load_files(store, files)
    yield home
    EmbeddedEngine(home).stop()
    assert list(engines_in(home)) == [], "the copy's engine is stopped with the real one"


@pytest.fixture
def store(home):
    with open_store(Settings(home=home)) as store:
        yield store


def test_copy_answers_as_the_graph_does(store):
    assert ask_freely(store, POSTS, DAY).rows == ({"n": 4},)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_question_leaves_the_graph_answering(home, store, text):
    """Whatever becomes of the question, the graph answers at once, is as it was, and its engine lives on."""
    before = snapshot(store.read).fingerprint()
    engine = EmbeddedEngine(home).running()

    with pytest.raises((QuestionError, EngineError)):
        ask_freely(store, text, DAY, FAST)

    began = time.monotonic()
    assert snapshot(store.read).fingerprint() == before
    assert time.monotonic() - began < 2
    assert EmbeddedEngine(home).running() == engine


def test_question_that_needs_too_much_memory_is_told_as_that(store):
    with pytest.raises(QuestionError) as refused:
        ask_freely(store, DOUBLED, DAY)

    assert str(refused.value) == (
        "the question needed more memory than it is allowed, and was stopped\n"
        "  Ask for less; a question may use 512m."
    )
    assert ask_freely(store, POSTS, DAY).rows == ({"n": 4},), "the next one is asked of a new engine"


def test_question_that_was_given_up_does_not_go_on(home, store):
    with pytest.raises(QuestionError, match="no answer within 2 seconds"):
        ask_freely(store, PATHS, DAY, FAST)

    assert list(engines_in(home / "sandbox")) == []


def test_copy_follows_the_graph(home, store, tmp_path):
    assert ask_freely(store, POSTS, DAY).rows == ({"n": 4},)
    more = [*WEST, "post:added in office:west"]
    files = [
        write(tmp_path / "norm.yaml", instruction(*HOUSE)),
        write(tmp_path / "west.yaml", organisation(*more)),
    ]

    load_files(store, files)

    assert ask_freely(store, POSTS, DAY).rows == ({"n": 5},)


def test_graph_beside_has_a_copy_of_its_own(tmp_path, home, store):
    """A question about the past does no harm to whoever else looks at the past."""
    with scratch_graph(tmp_path, content_at(store, change_sets(store.read)[-1])) as past:
        with pytest.raises(AnsvarError):
            ask_freely(past, DOUBLED, DAY)
        assert ask_freely(past, POSTS, DAY).rows == ({"n": 4},)
        assert len(list(engines_in(tmp_path))) == 2
    assert list(engines_in(tmp_path)) == []
