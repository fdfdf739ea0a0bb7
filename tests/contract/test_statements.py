"""Every .cypher file of the program keeps what its header promises, on each engine."""

import re

import pytest
from suite.engines import EXAMPLE, ROOT
from suite.statements import FILES, READERS, WRITERS, calm, named, statement_of, values

from ansvar.graph.cypher import FOLDERS, _files, generated, load_statement, statement_named
from ansvar.graph.errors import AnsvarError, StatementError

MARKED = generated(
    "test.mark",
    "MATCH (s:GraphState {key: 'graph'}) REMOVE s.fingerprint "
    "CREATE (:FirstLoad {key: 'first', token: 'a', batches: 1})",
    {},
)

# The example has no acceptances, nobody writes to it or knows its token; tests of the journal have rows.
SILENT = {
    ROOT / "graph" / "journal" / f"{name}.cypher"
    for name in ("acceptances", "all_acceptances", "later_acceptances", "token", "tickets/line")
} | {ROOT / "graph" / "values.cypher"}

FULL = [
    path
    for path in READERS
    if (named(path).startswith("graph/") or path.stem in ("route", "valid_names")) and path not in SILENT
]
"""The statements that have rows for the example."""


class RolledBackError(AnsvarError):
    """Ends a transaction of which nothing shall remain."""


def rolled_back(store, statement):
    """Give the rows of a writing statement, and take back what it wrote."""
    rows = []

    def work(tx):
        rows.extend(tx.run(statement, **statement.header["example"]))
        raise RolledBackError(message="")

    with pytest.raises(RolledBackError):
        store.write(work)
    return rows


def asked(store, statement, params):
    """Ask without the store's own check of the columns; give the columns and the rows."""
    with store._reader.session(database=store.database) as session:
        result = session.run(statement.text, statement.bind(params) | {"then": {}, "gone": []})
        columns = tuple(result.keys())
        return columns, [dict(record) for record in result]


# -- the header ----------------------------------------------------------------------------------------


def test_there_are_statements():
    assert {
        "graph/content/nodes.cypher",
        "graph/derive/connections/serves.cypher",
        "queries/trace/route.cypher",
    } <= {named(path) for path in FILES}


def test_a_statements_name_is_its_place(subtests):
    """Whoever reads a name in a message finds the file."""
    for path in FILES:
        with subtests.test(named(path)):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = statement_of(path).name.split(".")

            assert tuple(name) == parts[-2:]
            assert _files(tuple(FOLDERS))[".".join(name)] == path


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(StatementError, match="there is no statement") as refused:
        statement_named("trace.rout")
    assert "trace.route" in refused.value.hint


def test_no_two_statements_have_one_name():
    names = [statement_of(path).name for path in FILES]

    assert len(names) == len(set(names))


def test_a_statement_is_told_of_in_both_languages(subtests):
    for path in FILES:
        with subtests.test(named(path)):
            header = statement_of(path).header
            texts = {key: value for key, value in header.items() if key.endswith(("_nb", "_en"))}

            assert {"title_nb", "title_en"} <= set(texts)
            for key, value in texts.items():
                assert value, key
                other = texts[key[:-2] + {"nb": "en", "en": "nb"}[key[-2:]]]
                assert type(other) is type(value), key
                if isinstance(value, dict):
                    assert set(value) == set(other), key
                    assert all(str(text).strip() for text in value.values()), key


def test_every_parameter_and_column_is_described(subtests):
    for path in FILES:
        with subtests.test(named(path)):
            header = statement_of(path).header
            for part in ("params", "returns"):
                for name, declared in (header[part] or {}).items():
                    assert re.fullmatch(r"\w+ -- \S.*", str(declared)), f"{name}: {declared}"


def test_the_example_has_exactly_the_declared_parameters(subtests):
    for path in FILES:
        with subtests.test(named(path)):
            statement = statement_of(path)

            assert set(statement.bind(statement.header["example"])) == set(statement.params)


def test_the_parameters_of_the_header_are_those_of_the_cypher(subtests):
    for path in FILES:
        with subtests.test(named(path)):
            statement = statement_of(path)
            code = "\n".join(line.split("//", 1)[0] for line in statement.text.splitlines())

            assert set(re.findall(r"\$(\w+)", code)) - {"then", "gone"} == set(statement.params)


def test_a_reading_statement_says_its_order_or_that_it_has_none(subtests):
    """Answers do not depend on the mood of an engine."""
    for path in READERS:
        with subtests.test(named(path)):
            statement = statement_of(path)
            order = str(statement.header["order"])

            if order.startswith("none"):
                assert re.fullmatch(r"none -- \S.*", order), "without an order there is a reason"
            else:
                columns = {word.strip().split()[0] for word in order.split(",")}
                assert columns & set(statement.returns), order


# -- the engines ---------------------------------------------------------------------------------------


def test_a_reading_statement_returns_what_it_promises(example, bench, subtests):
    """A reading statement runs with its own example and returns what it promises."""
    for path in READERS:
        with subtests.test(named(path)):
            statement = statement_of(path)

            rows = example.read(statement, **statement.header["example"])

            assert all(tuple(row) == statement.returns for row in rows)
            # the parts of a UNION cannot be sorted together, and one row alone has no order
            no_order = statement.header["order"].startswith("none")
            assert no_order or re.search("ORDER BY|UNION ALL", statement.text) or len(rows) <= 1
            columns, _ = asked(example, statement, statement.header["example"])
            # ArcadeDB tells the columns of rows only
            assert columns == statement.returns or (bench.name == "embedded" and not rows)


def test_on_the_example_the_rows_have_the_promised_columns(example, subtests):
    """No empty answer: each of these has rows, so the columns are those of the engine."""
    for path in FULL:
        with subtests.test(named(path)):
            statement = statement_of(path)

            rows = example.read(statement, **values(statement))

            if statement.name != "connections.same_network" or rows:
                assert rows
            assert {tuple(row) for row in rows} == {statement.returns}


@pytest.mark.slow
def test_both_engines_give_the_same_rows_in_the_promised_order(both, subtests):
    for path in READERS:
        with subtests.test(named(path)):
            statement = statement_of(path)
            embedded, neo4j = (
                [calm(row) for row in store.read(statement, **values(statement))] for store in both
            )

            if statement.header["order"].startswith("none") or "UNION ALL" in statement.text:
                embedded, neo4j = sorted(embedded, key=repr), sorted(neo4j, key=repr)
            assert embedded == neo4j


def test_a_writing_statement_cannot_be_used_to_read(bench, example, subtests):
    """A writing statement runs with its own example and cannot be used to read."""
    before = bench.fingerprint()
    for path in WRITERS:
        with subtests.test(named(path)):
            statement = statement_of(path)

            with pytest.raises(StatementError, match="writes and cannot be used to read"):
                example.read(statement, **statement.header["example"])
            rows = rolled_back(example, statement)

            assert {tuple(row) for row in rows} <= {statement.returns}
            assert bench.fingerprint() == before


def test_a_first_load_hides_the_graph_from_every_statement(bench, store):
    """Behind the mark of a first load every statement answers as of an empty graph.

    All labels are others then, so what has none in a statement, or only in a text, would be seen.
    """
    statements = [each for each in map(statement_of, READERS) if each.name != "first.stage"]
    empty = {each.name: store.read(each, **values(each)) for each in statements}
    bench.filled("seed", EXAMPLE)
    assert store.read("content.nodes")

    store.write(lambda tx: tx.run(MARKED))
    store.whole = False
    hidden = {each.name: store.read(each, **values(each)) for each in statements}

    assert {name: rows for name, rows in hidden.items() if calm(rows) != calm(empty[name])} == {}
    bench.empty()


def test_a_statement_that_breaks_its_promise_is_refused(example, tmp_path):
    """A statement that returns something else than it promises is refused.

    A renamed column is found when it is asked for, and not by a face that shows nothing.
    """
    text = (ROOT / "queries/valid_names.cypher").read_text(encoding="utf-8")
    path = tmp_path / "valid_names.cypher"
    path.write_text(text.replace("n.name_en AS name_en", "n.name_en AS english"), encoding="utf-8")

    with pytest.raises(StatementError) as caught:
        example.read(load_statement(path))

    assert "returns key, labels, name_nb, english but promises" in str(caught.value)
