// name: coverage.around
// title_en: The units around places, and the steps that places share
// title_nb: Enhetene rundt steder, og stegene som steder deler
// access: read
// params:
//   homes: list -- Unit.key of the units that serve a place or lie directly above one
//   servers: list -- those of them that serve one
//   regions: list -- Unit.key of the regions that places lie in
//   on: date -- the day the question is asked for
// returns:
//   part: str -- what the row tells of, see below
//   data: map -- what it tells
// order: part, data
// example: {homes: [], servers: [], regions: [], on: 2018-06-01}
//
// `line`: the units above a home, itself included; `hops` tells how far above.
// `region`: the name of a region.
// `shared`: a step that is open on the day to one receiver for the same themes and period, with the keys of all
// the servers from whose places it is open; see graph/ways.
UNWIND $homes AS key
MATCH (home:Entity {key: key})
MATCH up = (home)-[:PART_OF*0..LEVELS]->(above:Unit)
WHERE all(e IN relationships(up) WHERE e.valid_from <= $on AND $on < e.valid_to)
WITH home, above, min(length(up)) AS hops ORDER BY above.key
WITH home, collect({key: above.key, code: above.code, labels: labels(above), hops: hops}) AS line
RETURN 'line' AS part, {key: home.key, name_nb: home.name_nb, name_en: home.name_en, line: line} AS data
UNION ALL
UNWIND $regions AS key
MATCH (region:Entity {key: key})
RETURN 'region' AS part, {key: region.key, name_nb: region.name_nb, name_en: region.name_en} AS data
UNION ALL
UNWIND $servers AS key
MATCH (server:Entity {key: key})
MATCH (server)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end = 'giver' AND e.valid_from <= $on AND $on < e.valid_to
WITH to, e.instruction AS instruction, e.step AS step, e.from_role AS from_role, e.to_role AS to_role, e.themes AS themes,
  e.distance AS distance, e.valid_from AS valid_from, e.valid_to AS valid_to, e.served_roles AS served_roles,
  collect(server.key) AS servers, collect(e) AS edges
RETURN 'shared' AS part, {receiver: to.key, props: properties(edges[0]), servers: servers} AS data
