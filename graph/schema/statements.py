"""The writing statements that follow from the schema: one for each label and edge type.

Labels and types cannot be parameters on every engine, so these few statements are generated;
all other Cypher lives in .cypher files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.cypher import Statement, generated
from ansvar.graph.schema.model import edge_kinds, indexes, node_kinds

if TYPE_CHECKING:
    from collections.abc import Collection


def constraints() -> list[Statement]:
    """Give the statements that make keys unique and the looked-up properties fast; safe to repeat."""
    made = []
    for label, name, unique in indexes():
        title = f"{label}_{name}".lower()
        text = (
            f"CREATE CONSTRAINT {title}_unique IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
            if unique
            else f"CREATE INDEX {title} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        )
        made.append(generated(f"schema.{title}", text, {}))
    return made


def create_nodes(label: str) -> Statement:
    """Give the statement that creates nodes with `label` and all labels above it from ``rows``."""
    labels = ":".join(node_kinds()[label].labels)
    return generated(
        f"schema.create_{label}",
        f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.props",
        {"rows": "rows"},
    )


def read_norm() -> tuple[Statement, Statement]:
    """Give the statements that read the nodes and the edges of the norm: what is written, not who is there.

    Their rows are those of content.nodes and content.edges.
    """
    kinds = [kind for kind in edge_kinds().values() if kind.layer == "norm"]
    labels = sorted({label for kind in kinds for label in (*kind.sources, *kind.targets)})
    nodes = " UNION ALL ".join(
        f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS props" for label in labels
    )
    edges = " UNION ALL ".join(
        f"MATCH (a:{giver})-[e:{kind.type}]->(b) "
        "RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props"
        for kind in kinds
        for giver in kind.sources
    )
    return generated("schema.norm_nodes", nodes, {}), generated("schema.norm_edges", edges, {})


def set_nodes() -> Statement:
    """Give the statement that replaces all properties of existing nodes."""
    return generated(
        "schema.set_nodes",
        "UNWIND $rows AS row MATCH (n:Entity {key: row.key}) SET n = row.props",
        {"rows": "rows"},
    )


def create_edges(edge_type: str) -> Statement:
    """Give the statement that creates edges of one type between nodes named by key."""
    if edge_type not in edge_kinds():
        message = f"no edge type {edge_type}"
        raise KeyError(message)
    return generated(
        f"schema.create_{edge_type}",
        "UNWIND $rows AS row MATCH (a:Entity {key: row.giver}) MATCH (b:Entity {key: row.receiver}) "
        f"CREATE (a)-[e:{edge_type}]->(b) SET e = row.props",
        {"rows": "rows"},
    )


def set_edges(edge_type: str) -> Statement:
    """Give the statement that replaces all properties of existing edges of one type.

    Each edge is named by its two ends, its `valid_from` and who stated it; see `ansvar.graph.content`.
    """
    return generated(
        f"schema.set_{edge_type}",
        "UNWIND $rows AS row "
        f"MATCH (a:Entity {{key: row.giver}})-[e:{edge_type}]->(b:Entity {{key: row.receiver}}) "
        "WHERE all(name IN keys(row.identity) WHERE e[name] = row.identity[name]) SET e = row.props",
        {"rows": "rows"},
    )


def delete_edges(edge_types: Collection[str], start: str) -> Statement:
    """Give the statement that takes derived edges away, named by type, ends and all properties.

    Parameters
    ----------
    start : str
        ``giver`` or ``receiver``: the end to look from, which should not have very many edges.

    All are found before the first is deleted: the embedded engine loses its place in a list of edges that
    grows shorter.
    """
    types = "|".join(sorted(edge_types))
    other, way = {
        "giver": ("receiver", f"-[e:{types}]->"), "receiver": ("giver", f"<-[e:{types}]-"),
    }[start]  # fmt: skip
    return generated(
        f"schema.delete_{types.replace('|', '_')}_from_{start}",
        f"UNWIND $rows AS row MATCH (n:Entity {{key: row.{start}}}) WITH n, row MATCH (n){way}(o:Entity) "
        f"WHERE o.key = row.{other} AND e.derived_from IS NOT NULL AND type(e) = row.type "
        "AND properties(e) = row.props WITH collect(e) AS edges UNWIND edges AS e DELETE e",
        {"rows": "rows"},
    )
