// name: connections.line_below
// title_en: Somebody and a post or unit in the line below
// title_nb: Noen og en post eller enhet i linjen under
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
// The reverse of line_above, for what is owed downwards.
UNWIND $pairs AS pair
CALL (pair) {
  UNWIND pair.givers AS key
  MATCH (high:Entity {key: key})-[filled:FILLS]->(role:Role) WHERE role.key = pair.giver
  MATCH (high)-[sits:POST_IN*0..1]->(top:Unit)<-[line:PART_OF*0..LEVELS]-(home:Unit)
  CALL (pair, home) {
    MATCH (home)-[fills:FILLS]->(low_role:Role) WHERE low_role.key = pair.receiver
    RETURN home AS low, [fills] AS low_way, null AS served_end
    UNION ALL
    MATCH (home)<-[there:POST_IN]-(low:Post)-[fills:FILLS]->(low_role:Role) WHERE low_role.key = pair.receiver
    RETURN low, [fills, there] AS low_way, null AS served_end
    UNION ALL
    WITH pair, home WHERE pair.served = 'shared'
    MATCH (home)-[:SERVES]->(:Unit)
    WITH home LIMIT 1
    RETURN home AS low, [] AS low_way, 'receiver' AS served_end
    UNION ALL
    WITH pair, home WHERE pair.served = 'own'
    MATCH (home)-[serves:SERVES]->(low:Unit)-[fills:FILLS]->(low_role:Role) WHERE low_role.key = pair.receiver
    RETURN low, [fills, serves] AS low_way, null AS served_end
  }
  RETURN low, high, served_end, low_way, reverse(line) AS line, sits + [filled] AS seat
  UNION ALL
  UNWIND pair.receivers AS key
  MATCH (low:Entity {key: key})-[fills:FILLS]->(low_role:Role) WHERE low_role.key = pair.receiver
  CALL (pair, low) {
    MATCH (low)-[there:POST_IN*0..1]->(home:Unit)
    RETURN home, there
    UNION ALL
    WITH pair, low WHERE pair.served = 'own'
    MATCH (low)<-[serves:SERVES]-(home:Unit)
    RETURN home, [serves] AS there
  }
  MATCH (home)-[line:PART_OF*0..LEVELS]->(top:Unit)
  CALL (pair, top) {
    MATCH (top)-[filled:FILLS]->(role:Role) WHERE role.key = pair.giver
    RETURN top AS high, [filled] AS seat
    UNION ALL
    MATCH (top)<-[sits:POST_IN]-(high:Post)-[filled:FILLS]->(role:Role) WHERE role.key = pair.giver
    RETURN high, [sits, filled] AS seat
  }
  RETURN low, high, null AS served_end, [fills] + there AS low_way, line, seat
  UNION ALL
  WITH pair WHERE pair.served = 'shared'
  UNWIND pair.servers AS key
  MATCH (home:Entity {key: key})
  CALL (home) {
    MATCH (home)-[:SERVES]->(:Unit)
    RETURN true AS serving LIMIT 1
  }
  MATCH (home)-[line:PART_OF*0..LEVELS]->(top:Unit)
  CALL (pair, top) {
    MATCH (top)-[filled:FILLS]->(role:Role) WHERE role.key = pair.giver
    RETURN top AS high, [filled] AS seat
    UNION ALL
    MATCH (top)<-[sits:POST_IN]-(high:Post)-[filled:FILLS]->(role:Role) WHERE role.key = pair.giver
    RETURN high, [sits, filled] AS seat
  }
  RETURN home AS low, high, 'receiver' AS served_end, [] AS low_way, line, seat
}
WITH DISTINCT pair, high AS a, low AS b, served_end, size(line) AS distance, reverse(low_way + line + seat) AS edges
WHERE served_end IS NOT NULL OR a <> b
RETURN pair.giver AS giver_role, pair.receiver AS receiver_role, a.key AS giver, b.key AS receiver, [a.stated_by, b.stated_by] AS by,
  served_end AS served_end, [] AS served_roles, distance AS distance,
  [e IN edges | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: e.themes}] AS over
