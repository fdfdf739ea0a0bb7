// name: connections.informs
// title_en: Somebody and whom he keeps informed
// title_nb: Noen og den som skal orienteres
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
// Along INFORMS: the matter goes where the information goes.
UNWIND $pairs AS pair
MATCH (:Role {key: pair.receiver})<-[fills:FILLS]-(b:Entity)<-[link:INFORMS]-(a:Entity)-[filled:FILLS]->(:Role {key: pair.giver})
WITH pair, a, b, [filled, link, fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, 0 AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
