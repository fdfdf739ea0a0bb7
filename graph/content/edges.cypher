// name: content.edges
// title_en: Every edge of the graph
// title_nb: Alle kantene i grafen
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
MATCH (a:Entity)-[e]->(b:Entity)
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
