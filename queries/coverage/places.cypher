// name: coverage.places
// title_en: Where routes begin, gathered by what is the same about them
// title_nb: Der veiene begynner, samlet etter det som er likt ved dem
// access: read
// params:
//   roles: list -- Role.key of the roles that a route can begin with
//   on: date -- the day the question is asked for
// returns:
//   places: list -- the units that share all the rest, in order of key; key and names
//   labels: list -- their labels
//   code: str -- their code
//   roles: list -- Role.key of all the roles they fill
//   served_by: list -- the units that serve them; key and names
//   regions: list -- the regions they lie in; key and names
//   line: list -- the units above, themselves left out; key, code, labels
//   steps: list -- the steps that are open from the first of them; receiver and the edge's properties
// order: places
// example: {roles: [], on: 2018-06-01}
//
// One row for all units that fill the same roles, lie in the same line and region, are served by the same
// units and have the same open steps: with a hundred thousand places there are no more rows than there
// are different answers.  What differs is written down as text and compared as such.
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
OPTIONAL MATCH up = (p)<-[:SERVES*0..1]-(:Unit)-[:PART_OF*0..12]->(above:Unit)
  WHERE all(e IN relationships(up) WHERE e.valid_from <= $on AND $on < e.valid_to)
WITH p, roles, served_by, regions, above ORDER BY above.key
WITH p, roles, served_by, regions, collect(DISTINCT CASE WHEN above = p THEN null ELSE above.key END) AS line
OPTIONAL MATCH (p)-[e:ESCALATES_TO]->(to:Entity) WHERE e.valid_from <= $on AND $on < e.valid_to
WITH p, roles, served_by, regions, line, to.key + ' ' + e.step + ' ' + e.instruction + ' ' + e.from_role + ' ' + e.to_role + ' '
  + e.basis + ' ' + toString(e.alternative) + ' ' + toString(e.distance) + ' '
  + reduce(t = '', x IN e.themes | t + x + ',') + ' ' + reduce(t = '', x IN e.matters | t + x + ',') AS step
ORDER BY step
WITH p, roles, served_by, regions, line, collect(step) AS steps
WITH labels(p) AS labels, p.code AS code, roles, served_by, regions, line, steps, p ORDER BY p.key
WITH labels, code, roles, served_by, regions, line, steps,
  collect({key: p.key, name_nb: p.name_nb, name_en: p.name_en}) AS places
WITH places, places[0].key AS first, labels, code, roles, served_by, regions, line
OPTIONAL MATCH (above:Unit) WHERE above.key IN line
WITH places, first, labels, code, roles, served_by, regions, above ORDER BY above.key
WITH places, first, labels, code, roles, served_by, regions,
  collect(CASE WHEN above IS NULL THEN null ELSE {key: above.key, code: above.code, labels: labels(above)} END) AS line
OPTIONAL MATCH (server:Unit) WHERE server.key IN served_by
WITH places, first, labels, code, roles, regions, line, server ORDER BY server.key
WITH places, first, labels, code, roles, regions, line,
  collect(CASE WHEN server IS NULL THEN null ELSE {key: server.key, name_nb: server.name_nb, name_en: server.name_en} END) AS served_by
OPTIONAL MATCH (region:Unit) WHERE region.key IN regions
WITH places, first, labels, code, roles, served_by, line, region ORDER BY region.key
WITH places, first, labels, code, roles, served_by, line,
  collect(CASE WHEN region IS NULL THEN null ELSE {key: region.key, name_nb: region.name_nb, name_en: region.name_en} END) AS regions
OPTIONAL MATCH (:Entity {key: first})-[e:ESCALATES_TO]->(to:Entity) WHERE e.valid_from <= $on AND $on < e.valid_to
WITH places, first, labels, code, roles, served_by, regions, line, to, e ORDER BY to.key, e.step, e.from_role, e.to_role
RETURN places, labels, code, roles, served_by, regions, line,
  collect(CASE WHEN e IS NULL THEN null ELSE {receiver: to.key, props: properties(e)} END) AS steps
ORDER BY places[0].key
