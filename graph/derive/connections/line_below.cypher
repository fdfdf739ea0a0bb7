// name: connections.line_below
// title_en: Somebody and a post or unit in the line below
// title_nb: Noen og en post eller enhet i linjen under
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
// within_line: false
// example: {pairs: []}
//
// The reverse of line_above, for what is owed downwards.
UNWIND $pairs AS pair
MATCH (b:Entity)-[fills:FILLS]->(:Role {key: pair.receiver})
CALL (b) {
  MATCH (b:Unit) RETURN b AS home, [] AS way
  UNION
  MATCH (b:Post)-[sits:POST_IN]->(home:Unit) RETURN home, [sits] AS way
  UNION
  MATCH (b:Unit)<-[served:SERVES]-(home:Unit) RETURN home, [served] AS way
}
MATCH path = (home)-[:PART_OF*0..12]->(top:Unit)
WITH pair, b, fills, way, top, relationships(path) AS line
CALL (top) {
  MATCH (top) RETURN top AS a, [] AS seat
  UNION
  MATCH (top)<-[seated:POST_IN]-(a:Post) RETURN a, [seated] AS seat
}
MATCH (a)-[filled:FILLS]->(:Role {key: pair.giver})
WHERE b.key <> a.key
WITH pair, a, b, size(line) AS distance, [filled] + seat + line + way + [fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, distance AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
ORDER BY giver_role, receiver_role, giver, receiver
