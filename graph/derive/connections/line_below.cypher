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
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// within_line: false
// example: {pairs: []}
//
// The reverse of line_above, for what is owed downwards.
UNWIND $pairs AS pair
MATCH (:Role {key: pair.giver})<-[filled:FILLS]-(a:Entity)
CALL (a) {
  MATCH (a:Unit) RETURN a AS top, [] AS seat
  UNION
  MATCH (a:Post)-[seated:POST_IN]->(top:Unit) RETURN top, [seated] AS seat
}
MATCH path = (top)<-[:PART_OF*0..12]-(home:Unit)
WITH pair, a, filled, seat, home, reverse(relationships(path)) AS line
CALL (home) {
  MATCH (home) RETURN home AS b, [] AS way
  UNION
  MATCH (home)<-[sits:POST_IN]-(b:Post) RETURN b, [sits] AS way
  UNION
  MATCH (home)-[served:SERVES]->(b:Unit) RETURN b, [served] AS way
}
MATCH (b)-[fills:FILLS]->(b_role:Role)
WHERE b_role.key = pair.receiver AND b.key <> a.key
WITH pair, a, b, size(line) AS distance, [filled] + seat + reverse(line) + reverse(way) + [fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, distance AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
