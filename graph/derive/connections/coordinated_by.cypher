// name: connections.coordinated_by
// title_en: A network and the post that coordinates it
// title_nb: Et nettverk og posten som koordinerer det
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
// served: none
// example: {pairs: []}
//
// Against the direction of COORDINATES: the matter goes from the network to its coordinator.
UNWIND $pairs AS pair
CALL (pair) {
  UNWIND pair.givers AS key
  MATCH (a:Entity {key: key})<-[link:COORDINATES]-(b:Post)
  RETURN a, link, b
  UNION ALL
  UNWIND pair.receivers AS key
  MATCH (b:Entity {key: key})-[link:COORDINATES]->(a:Entity)
  RETURN a, link, b
}
WITH DISTINCT pair, a, link, b
MATCH (a)-[filled:FILLS]->(a_role:Role) WHERE a_role.key = pair.giver
MATCH (b)-[fills:FILLS]->(b_role:Role) WHERE b_role.key = pair.receiver
WITH pair, a, b, [filled, link, fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, [a.stated_by, b.stated_by] AS by,
  null AS served_end, [] AS served_roles, 0 AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
