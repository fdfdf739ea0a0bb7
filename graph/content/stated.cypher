// name: content.stated
// title_en: Every edge that a file states
// title_nb: Alle kanter som en fil oppgir
// access: read
// params: {}
// returns:
//   type: str -- its type
//   giver: str -- key of the node it starts from
//   receiver: str -- key of the node it leads to
//   props: map -- all its properties
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// example: {}
//
// The derived edges, by far the most, are left out: they follow from these.
MATCH (a:Entity)-[e]->(b:Entity)
WHERE e.derived_from IS NULL
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
