// name: connections.serves
// title_en: A post and the places that its unit serves
// title_nb: En post og stedene enheten dens betjener
// access: read
// params:
//   pairs: rows -- giver and receiver (Role.key), served (own, shared or none), and keys to start from as givers,
//     receivers and servers
// returns:
//   giver_role: str -- Role.key of the giver
//   receiver_role: str -- Role.key of the receiver
//   giver: str -- key of the post or unit that the new edge starts from
//   receiver: str -- key of the post or unit that it leads to
//   by: list -- Organisation.key, who states the two ends
//   served_end: str -- giver or receiver, where that end stands for the units that it serves; else null
//   served_roles: list -- roles that these have to fill, beside the one of their end
//   distance: int -- levels of the organisation between the two
//   over: list -- the edges that the connection went over
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// within_line: false
// personal: false
// starts: giver
// served: receiver
// example: {pairs: []}
//
// SERVES leads to single places; where a unit serves a region, the places in it have been added before
// (see places_of_regions).  Where the places share it, the unit stands for them.
UNWIND $pairs AS pair
CALL (pair) {
  UNWIND pair.givers AS key
  MATCH (a:Entity {key: key})-[sits:POST_IN]->(home:Unit)
  RETURN a, sits, home
  UNION ALL
  WITH pair WHERE pair.served = 'own'
  UNWIND pair.receivers AS key
  MATCH (:Entity {key: key})<-[:SERVES]-(home:Unit)<-[sits:POST_IN]-(a:Post)
  RETURN a, sits, home
  UNION ALL
  WITH pair WHERE pair.served = 'shared'
  UNWIND pair.servers AS key
  MATCH (home:Entity {key: key})<-[sits:POST_IN]-(a:Post)
  RETURN a, sits, home
}
WITH DISTINCT pair, a, sits, home
MATCH (a)-[filled:FILLS]->(a_role:Role) WHERE a_role.key = pair.giver
CALL (pair, home) {
  WITH pair, home WHERE pair.served = 'shared'
  MATCH (home)-[:SERVES]->(:Unit)
  WITH home LIMIT 1
  RETURN home AS b, 'receiver' AS served_end, [] AS way
  UNION ALL
  WITH pair, home WHERE pair.served = 'own'
  MATCH (home)-[link:SERVES]->(b:Unit)-[fills:FILLS]->(role:Role)
  WHERE role.key = pair.receiver
  RETURN b, null AS served_end, [link, fills] AS way
}
WITH pair, a, b, served_end, [filled, sits] + way AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, [a.stated_by, b.stated_by] AS by,
  served_end AS served_end, [] AS served_roles, 0 AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
