"""What is too long for one message to the engine goes in several, or is refused; it is never waited for."""

import pytest

from ansvar.graph.cypher import generated
from ansvar.graph.errors import StatementError
from ansvar.graph.store import in_messages

MANY = generated("test.many", "UNWIND $rows AS row CREATE (n:Entity) SET n = row", {"rows": "rows"})
READ = generated("test.read", "MATCH (n:Entity) RETURN n.key AS key, size(n.text) AS length ORDER BY key", {})


def test_rows_go_in_batches_of_so_many_and_of_so_much_text():
    rows = [{"key": str(n), "text": "x" * (1_500_000 if n in (3, 4, 5) else 1)} for n in range(12_000)]

    batches = list(in_messages(rows))

    assert [row for batch in batches for row in batch] == rows
    assert max(len(batch) for batch in batches) <= 5_000
    assert max(len(repr(batch)) for batch in batches) < 4_100_000
    assert len(batches) == 4  # the first five, then by number


def test_text_longer_than_a_message_is_written(store):
    """More text than one message holds is written all the same.

    Twenty million characters in forty rows: more than the embedded engine takes in one message.
    """
    rows = [{"key": f"k{n:02}", "text": "x" * 500_000} for n in range(40)]

    store.write(lambda tx: tx.run_rows(MANY, rows))

    told = store.writer_driver.execute_query(READ.text, database_=store.database).records
    assert [(row["key"], row["length"]) for row in told] == [(f"k{n:02}", 500_000) for n in range(40)]


def test_a_statement_that_is_given_too_much_is_refused_at_once(store):
    rows = [{"key": f"k{n}", "text": "x" * 10_000} for n in range(2_000)]

    with pytest.raises(StatementError, match="more than one message can hold"):
        store.write(lambda tx: tx.run(MANY, rows=rows))
