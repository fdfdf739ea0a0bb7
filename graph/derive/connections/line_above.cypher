// name: connections.line_above
// title_en: Somebody and a post or unit in the line above
// title_nb: Noen og en post eller enhet i linjen over
// access: read
// params:
//   pairs: rows -- pairs of role keys, each {giver, receiver}
// returns:
//   giver_role: str -- Role.key of the giver
//   receiver_role: str -- Role.key of the receiver
//   giver: str -- key of the post or unit that the new edge starts from
//   receiver: str -- key of the post or unit that it leads to
//   distance: int -- levels of the organisation between the two
//   over: list -- the edges that the connection went over
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// within_line: true
// example: {pairs: []}
//
// The line of a post begins at its unit, that of a place at the unit that serves it too.
// A receiver at the same level counts as above, with distance 0.
UNWIND $pairs AS pair
MATCH (:Role {key: pair.receiver})<-[fills:FILLS]-(b:Entity)
CALL (b) {
  MATCH (b:Unit) RETURN b AS top, [] AS seat
  UNION
  MATCH (b:Post)-[seated:POST_IN]->(top:Unit) RETURN top, [seated] AS seat
}
MATCH path = (top)<-[:PART_OF*0..12]-(home:Unit)
WITH pair, b, fills, seat, home, reverse(relationships(path)) AS line
CALL (home) {
  MATCH (home) RETURN home AS a, [] AS way
  UNION
  MATCH (home)<-[sits:POST_IN]-(a:Post) RETURN a, [sits] AS way
  UNION
  MATCH (home)-[served:SERVES]->(a:Unit) RETURN a, [served] AS way
}
MATCH (a)-[filled:FILLS]->(a_role:Role)
WHERE a_role.key = pair.giver AND a.key <> b.key
WITH pair, a, b, size(line) AS distance, [filled] + way + line + seat + [fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, distance AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
