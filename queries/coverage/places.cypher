// name: coverage.places
// title_en: Where routes begin, and the steps that are open from there
// title_nb: Der veiene begynner, og stegene som er åpne derfra
// access: read
// params:
//   roles: list -- Role.key of the roles that a route can begin with
//   about: list -- Unit.key of the units that are looked at; empty for all
//   on: date -- the day the question is asked for
// returns:
//   part: str -- what the row tells of, see below
//   data: map -- what it tells
// order: part, data
// example: {roles: [], about: [], on: 2018-06-01}
//
// Rows are gathered, so that a hundred thousand places are some hundred rows:
// `places`: all units with the same roles, labels, code, regions, servers and units directly above, each
// [key, name_nb, name_en]; what these are is told by coverage.around.
// `step`: a step that is open on the day to one receiver for the same themes and period, with the keys of all
// the places that have it by themselves; what it rests on differs from place to place and means nothing here.
// `field`: the themes, perhaps none, that a unit with a field of its own works on.
CALL () {
  // part: ways.starts
}
WITH DISTINCT p
WITH labels(p) AS labels, p.stated_by AS by, (CASE WHEN $then[p.key] IS NULL THEN p.code ELSE $then[p.key].code END) AS code,
  [(p)-[f:FILLS]->(role:Role) WHERE f.valid_from <= $on AND $on < f.valid_to | role.key] AS roles,
  [(p)<-[s:SERVES]-(server:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to | server.key] AS served_by,
  [(p)-[l:LOCATED_IN]->(region:Unit) WHERE l.valid_from <= $on AND $on < l.valid_to | region.key] AS regions,
  [(p)-[h:PART_OF]->(over:Unit) WHERE h.valid_from <= $on AND $on < h.valid_to | over.key] AS under,
  {key: p.key, name_nb: p.name_nb, name_en: p.name_en} AS place
WITH labels, by, code, roles, served_by, regions, under, collect(place) AS places
RETURN 'places' AS part, {labels: labels, by: by, code: code, roles: roles, served_by: served_by, regions: regions, under: under,
  places: places} AS data
UNION ALL
CALL () {
  // part: ways.starts
}
WITH DISTINCT p
MATCH (p)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
WITH to, e.instruction AS instruction, e.step AS step, e.from_role AS from_role, e.to_role AS to_role, e.themes AS themes,
  e.distance AS distance, e.valid_from AS valid_from, e.valid_to AS valid_to, collect(p.key) AS places, collect(e) AS edges
RETURN 'step' AS part, {receiver: to.key, props: properties(edges[0]), places: places} AS data
UNION ALL
CALL () {
  UNWIND CASE WHEN size($about) = 0 THEN [0] ELSE [] END AS every
  MATCH (t:Theme)<-[c:COVERS]-(u:Unit) WHERE c.valid_from < c.valid_to
  RETURN u, c, t
  UNION ALL
  UNWIND $about AS key
  MATCH (u:Entity {key: key})
  WHERE u:Unit
  MATCH (u)-[c:COVERS]->(t:Theme) WHERE c.valid_from < c.valid_to
  RETURN u, c, t
}
WITH u, t, c ORDER BY t.key
WITH u, collect(CASE WHEN c.valid_from <= $on AND $on < c.valid_to THEN t.key ELSE null END) AS themes
RETURN 'field' AS part, {key: u.key, themes: themes} AS data
