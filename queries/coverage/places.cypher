// name: coverage.places
// title_en: Where routes begin, and the steps that are open from there
// title_nb: Der veiene begynner, og stegene som er åpne derfra
// access: read
// params:
//   roles: list -- Role.key of the roles that a route can begin with
//   on: date -- the day the question is asked for
// returns:
//   part: str -- what the row tells of, see below
//   data: map -- what it tells
// order: part, data
// example: {roles: [], on: 2018-06-01}
//
// Rows are gathered, so that a hundred thousand places are some hundred rows:
// `places`: all units with the same roles, labels, code, regions, servers and units directly above, each
// [key, name_nb, name_en].
// `line`: the units above a unit that serves a place or lies directly above one, itself included; `hops`
// tells how far above.
// `region`: a region that places lie in.
// `step`: a step that is open on the day to one receiver for the same themes and period, with the keys of all
// the places that have it by themselves; what it rests on differs from place to place and means nothing here.
// `shared`: a step that is open on the day from the units that a server serves; see graph/ways.
// `field`: the themes, perhaps none, that a unit with a field of its own works on.
MATCH (r:Role)<-[f:FILLS]-(p:Unit)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT p
OPTIONAL MATCH (p)-[f:FILLS]->(role:Role) WHERE f.valid_from <= $on AND $on < f.valid_to
WITH p, role ORDER BY role.key
WITH p, collect(DISTINCT role.key) AS roles
OPTIONAL MATCH (p)<-[s:SERVES]-(server:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH p, roles, server ORDER BY server.key
WITH p, roles, collect(DISTINCT server.key) AS served_by
OPTIONAL MATCH (p)-[l:LOCATED_IN]->(region:Unit) WHERE l.valid_from <= $on AND $on < l.valid_to
WITH p, roles, served_by, region ORDER BY region.key
WITH p, roles, served_by, collect(DISTINCT region.key) AS regions
OPTIONAL MATCH (p)-[h:PART_OF]->(over:Unit) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH p, roles, served_by, regions, over ORDER BY over.key
WITH p, roles, served_by, regions, collect(DISTINCT over.key) AS under
WITH labels(p) AS labels, (CASE WHEN $then[p.key] IS NULL THEN p.code ELSE $then[p.key].code END) AS code, roles, served_by, regions, under, collect({key: p.key, name_nb: p.name_nb, name_en: p.name_en}) AS places
RETURN 'places' AS part, {labels: labels, code: code, roles: roles, served_by: served_by, regions: regions, under: under,
  places: places} AS data
UNION ALL
MATCH (r:Role)<-[f:FILLS]-(p:Unit)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to
WITH DISTINCT p
CALL (p) {
  MATCH (p)<-[s:SERVES]-(home:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to RETURN home
  UNION
  MATCH (p)-[h:PART_OF]->(home:Unit) WHERE h.valid_from <= $on AND $on < h.valid_to RETURN home
}
WITH DISTINCT home
MATCH up = (home)-[:PART_OF*0..LEVELS]->(above:Unit)
WHERE all(e IN relationships(up) WHERE e.valid_from <= $on AND $on < e.valid_to)
WITH home, above, min(length(up)) AS hops ORDER BY above.key
WITH home, collect({key: above.key, code: above.code, labels: labels(above), hops: hops}) AS line
RETURN 'line' AS part, {key: home.key, name_nb: home.name_nb, name_en: home.name_en, line: line} AS data
UNION ALL
MATCH (r:Role)<-[f:FILLS]-(p:Unit)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to
WITH DISTINCT p
MATCH (p)-[l:LOCATED_IN]->(region:Unit) WHERE l.valid_from <= $on AND $on < l.valid_to
WITH DISTINCT region
RETURN 'region' AS part, {key: region.key, name_nb: region.name_nb, name_en: region.name_en} AS data
UNION ALL
MATCH (r:Role)<-[f:FILLS]-(p:Unit)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT p
MATCH (p)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
WITH to, e.instruction AS instruction, e.step AS step, e.from_role AS from_role, e.to_role AS to_role, e.themes AS themes,
  e.distance AS distance, e.valid_from AS valid_from, e.valid_to AS valid_to, collect(p.key) AS places, collect(e) AS edges
RETURN 'step' AS part, {receiver: to.key, props: properties(edges[0]), places: places} AS data
UNION ALL
MATCH (r:Role)<-[f:FILLS]-(p:Unit)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to
WITH DISTINCT p
MATCH (p)<-[s:SERVES]-(server:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT server
MATCH (server)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end = 'giver' AND e.valid_from <= $on AND $on < e.valid_to
RETURN 'shared' AS part, {server: server.key, receiver: to.key, props: properties(e)} AS data
UNION ALL
MATCH (t:Theme)<-[c:COVERS]-(u:Unit) WHERE c.valid_from < c.valid_to
WITH u, t, c ORDER BY t.key
WITH u, collect(CASE WHEN c.valid_from <= $on AND $on < c.valid_to THEN t.key ELSE null END) AS themes
RETURN 'field' AS part, {key: u.key, themes: themes} AS data
