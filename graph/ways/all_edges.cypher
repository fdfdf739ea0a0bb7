// name: ways.all_edges
// title_en: Every derived edge on a day, and for how many it stands
// title_nb: Alle utledede kanter på en dag, og hvor mange hver av dem står for
// access: part
// params:
//   on: date -- the day
// returns:
//   e: map -- the edge as the graph has it
//   number: int -- for a shared edge how many places it is for, perhaps none of them; else 1
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Places are counted once for each unit that serves them and each set of roles, not once for each edge.
MATCH (:Entity)-[e:FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]->(:Entity)
WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
RETURN e, 1 AS number
UNION ALL
MATCH (a:Entity)-[e:FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]->(b:Entity)
WHERE e.served_end IS NOT NULL AND e.valid_from <= $on AND $on < e.valid_to
WITH CASE e.served_end WHEN 'giver' THEN a ELSE b END AS server, CASE e.served_end WHEN 'giver' THEN b ELSE a END AS o, e.served_roles AS roles, e
WITH server, roles, collect({e: e, o: o}) AS edges
MATCH (server)-[s:SERVES]->(place:Unit)
WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT roles, edges, place
MATCH (place)-[f:FILLS]->(role:Role)
WHERE role.key IN roles AND f.valid_from <= $on AND $on < f.valid_to
WITH roles, edges, place, count(DISTINCT role) AS filled
WHERE filled = size(roles)
OPTIONAL MATCH (place)-[c:COVERS]->(theme:Theme) WHERE c.valid_from < c.valid_to
WITH edges, place, collect(CASE WHEN c IS NULL THEN null ELSE {key: theme.key, now: c.valid_from <= $on AND $on < c.valid_to} END) AS field
WITH edges, place, CASE WHEN size(field) = 0 THEN null ELSE [c IN field WHERE c.now | c.key] END AS themes
WITH edges, themes, collect(place) AS places
UNWIND edges AS each
WITH each.e AS e, each.o AS o, themes, places
WHERE themes IS NULL OR any(t IN e.themes WHERE t IN themes)
RETURN e, size([p IN places WHERE p <> o]) AS number
