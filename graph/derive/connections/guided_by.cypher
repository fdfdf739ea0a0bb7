// name: connections.guided_by
// title_en: Somebody and who guides him
// title_nb: Noen og den som veileder
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
// starts: receiver
// served: giver
// example: {pairs: []}
//
// Against the direction of GUIDES: the matter goes to the one who guides.
// Over an edge that is shared, the new one is shared too; where the giver's role is not, it leads from each of the
// places that the shared one is for.
UNWIND $pairs AS pair
CALL (pair) {
  UNWIND pair.givers AS key
  MATCH (at:Entity {key: key})<-[link:GUIDES]-(b:Entity)
  RETURN at, link, b
  UNION ALL
  UNWIND pair.receivers AS key
  MATCH (b:Entity {key: key})-[link:GUIDES]->(at:Entity)
  RETURN at, link, b
  UNION ALL
  UNWIND pair.servers AS key
  MATCH (at:Entity {key: key})<-[link:GUIDES]-(b:Entity)
  RETURN at, link, b
  UNION ALL
  WITH pair WHERE pair.served = 'own'
  UNWIND pair.givers AS key
  MATCH (:Entity {key: key})<-[:SERVES]-(at:Unit)<-[link:GUIDES]-(b:Entity)
  WHERE link.served_end = 'receiver'
  RETURN at, link, b
}
WITH DISTINCT pair, at, link, b
CALL (pair, at, link, b) {
  WITH pair, at, link WHERE link.served_end IS NULL
  MATCH (at)-[filled:FILLS]->(role:Role) WHERE role.key = pair.giver
  RETURN at AS a, [filled] AS way, null AS served_end, [] AS served_roles
  UNION ALL
  WITH pair, at, link WHERE link.served_end = 'receiver' AND pair.served = 'shared'
  RETURN at AS a, [] AS way, 'giver' AS served_end, link.served_roles AS served_roles
  UNION ALL
  WITH pair, at, link, b WHERE link.served_end = 'receiver' AND pair.served = 'own'
  MATCH (at)-[serves:SERVES]->(a:Unit)-[filled:FILLS]->(role:Role)
  WHERE role.key = pair.giver AND a <> b
  MATCH (a)-[other:FILLS]->(wanted:Role)
  WHERE wanted.key = link.served_roles[0]
  RETURN a, [filled, other, serves] AS way, null AS served_end, [] AS served_roles
}
MATCH (b)-[fills:FILLS]->(b_role:Role) WHERE b_role.key = pair.receiver
WITH pair, a, b, served_end, served_roles, way + [link, fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, [a.stated_by, b.stated_by] AS by,
  served_end AS served_end, served_roles AS served_roles, 0 AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
