// name: catalogue.thing
// title_en: One thing and all edges at it on a day
// title_nb: Én ting og alle kanter ved den på en dag
// access: read
// params:
//   key: str -- Entity.key
//   on: date -- the day the question is asked for
//   most: int -- how many edges of one type and direction at the most
// returns:
//   part: str -- graph, node, out, in or cites
//   data: map -- the graph's state; the node; an edge with the node at its other end
// order: part, type, key
// example: {key: nothing, on: 2018-06-01, most: 100}
//
// `total` of an edge is how many there are of its type and direction.
// The thing is found before its edges (WITH), or the embedded engine goes through all things: 200 ms of 10,000 places.
// cites: edges between others whose clauses name this one; only a clause has such.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (n:Entity {key: $key})
CALL (n) {
  // part: ways.state
}
RETURN 'node' AS part, {props: properties(n), labels: labels(n), state: state} AS data
UNION ALL
MATCH (n:Entity {key: $key})
WITH n, null AS types
CALL (n, types) {
  // part: ways.edges_from
}
WITH type(e) AS edge_type, e, o, shared ORDER BY edge_type, o.key
WITH edge_type, collect([e, o, shared]) AS found
UNWIND found[0..$most] AS each
WITH edge_type, size(found) AS total, each[0] AS e, each[1] AS o, each[2] AS shared
RETURN 'out' AS part, {type: edge_type, total: total, key: o.key, labels: labels(o), name_nb: o.name_nb, name_en: o.name_en, modality: o.modality, props: properties(e), shared: shared} AS data
UNION ALL
MATCH (n:Entity {key: $key})
WITH n, null AS types
CALL (n, types) {
  // part: ways.edges_to
}
WITH type(e) AS edge_type, e, o, shared ORDER BY edge_type, o.key
WITH edge_type, collect([e, o, shared]) AS found
UNWIND found[0..$most] AS each
WITH edge_type, size(found) AS total, each[0] AS e, each[1] AS o, each[2] AS shared
RETURN 'in' AS part, {type: edge_type, total: total, key: o.key, labels: labels(o), name_nb: o.name_nb, name_en: o.name_en, modality: o.modality, props: properties(e), shared: shared} AS data
UNION ALL
MATCH (n:Clause {key: $key})
MATCH (a:Entity)-[e:DEFINES|REGULATES|MAY_ESCALATE_TO|OWES|EXCLUDES]->(b:Entity)
WHERE $key IN e.clauses AND e.valid_from <= $on AND $on < e.valid_to
RETURN 'cites' AS part, {type: type(e), giver: a.key, receiver: b.key, name: coalesce(e.step, e.edge, type(e)), count: 0} AS data
UNION ALL
MATCH (n:Clause {key: $key})
CALL {
  // part: ways.all_edges
}
WITH e, number
WHERE $key IN e.clauses
WITH type(e) AS edge_type, sum(number) AS edges
RETURN 'cites' AS part, {type: edge_type, giver: null, receiver: null, name: edge_type, count: edges} AS data
