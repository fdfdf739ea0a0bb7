// name: ways.edges_from
// title_en: The edges that start at a thing on a day, shared ones too
// title_nb: Kantene som går ut fra en ting på en dag, også de den deler med andre
// access: part
// params:
//   on: date -- the day
// returns:
//   e: map -- the edge as the graph has it
//   o: map -- what it leads to
//   shared: map -- null for an edge with both its ends; else what ways.shared tells
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in a CALL with `n`, the thing, and `types`, a list of edge types or null for all.
// Its own edges; then those that the units that serve it share with it; then those by which it does
// something for every unit that another one serves.
MATCH (n)-[e]->(o:Entity)
WHERE e.served_end IS NULL AND (types IS NULL OR type(e) IN types) AND e.valid_from <= $on AND $on < e.valid_to
RETURN e, o, null AS shared
UNION ALL
MATCH (n)<-[s:SERVES]-(server:Unit)-[e:FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]->(o:Entity)
WHERE e.served_end = 'giver' AND (types IS NULL OR type(e) IN types) AND e.valid_from <= $on AND $on < e.valid_to
WITH n AS place, server, s, e, o
// part: ways.shared
RETURN e, o, shared
UNION ALL
MATCH (n)-[e:FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]->(server:Unit)-[s:SERVES]->(place:Unit)
WHERE e.served_end = 'receiver' AND (types IS NULL OR type(e) IN types) AND e.valid_from <= $on AND $on < e.valid_to
WITH n AS o, server, s, e, place
// part: ways.shared
RETURN e, place AS o, shared
