// name: connections.serves
// title_en: A post and the places that its unit serves
// title_nb: En post og stedene enheten dens betjener
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
// SERVES leads to single places; where a unit serves a region, the places in it have been added before
// (see places_of_regions).
UNWIND $pairs AS pair
MATCH (:Role {key: pair.giver})<-[filled:FILLS]-(a:Post)-[sits:POST_IN]->(:Unit)-[link:SERVES]->(b:Unit)-[fills:FILLS]->(:Role {key: pair.receiver})
WITH pair, a, b, [filled, sits, link, fills] AS edges
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, 0 AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
