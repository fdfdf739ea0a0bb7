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
// order: giver_role, receiver_role, giver, receiver
// within_line: true
// example: {pairs: []}
//
// The line of a post begins at its unit, that of a place at the unit that serves it too.
// A receiver at the same level counts as above, with distance 0.
UNWIND $pairs AS pair
MATCH (a:Entity)-[filled:FILLS]->(:Role {key: pair.giver})
CALL (a) {
  MATCH (a:Unit) RETURN a AS home, [] AS way
  UNION
  MATCH (a:Post)-[sits:POST_IN]->(home:Unit) RETURN home, [sits] AS way
  UNION
  MATCH (a:Unit)<-[served:SERVES]-(home:Unit) RETURN home, [served] AS way
}
MATCH path = (home)-[:PART_OF*0..12]->(top:Unit)
WITH pair, a, filled, way, top, relationships(path) AS line
CALL (top) {
  MATCH (top) RETURN top AS b, [] AS seat
  UNION
  MATCH (top)<-[seated:POST_IN]-(b:Post) RETURN b, [seated] AS seat
}
MATCH (b)-[fills:FILLS]->(:Role {key: pair.receiver})
WHERE a.key <> b.key
WITH pair, a, b, size(line) AS distance, [filled] + way + line + seat + [fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, distance AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
ORDER BY giver_role, receiver_role, giver, receiver
