// name: ways.shared
// title_en: Which places a shared edge is theirs too, and what it says for each of them
// title_nb: Hvilke steder en delt kant også gjelder, og hva den sier for hvert av dem
// access: part
// params:
//   on: date -- the day
// returns:
//   e: map -- the shared edge
//   o: map -- its end that stands for itself
//   place: map -- a place that the edge is for
//   shared: map -- themes, valid_from and valid_to of the edge for the place; ground is the stated and derived
//     edges by which it is for the place
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Follows on rows of `e` (a shared edge that holds on the day), `o`, `server` (the unit at its served end), `s` (an edge
// SERVES from there) and `place` (the unit served).
// The place has to fill every role that the edge names.  A place with a field of its own shares the themes of it.
WITH place, server, s, e, o
WHERE s.valid_from <= $on AND $on < s.valid_to AND place <> o
MATCH (place)-[f:FILLS]->(role:Role)
WHERE f.valid_from <= $on AND $on < f.valid_to AND role.key IN e.served_roles
WITH place, server, s, e, o, f, role ORDER BY role.key
WITH place, server, s, e, o, collect({key: role.key, valid_from: f.valid_from, valid_to: f.valid_to}) AS fills, count(DISTINCT role) AS number
WHERE number = size(e.served_roles)
OPTIONAL MATCH (place)-[c:COVERS]->(theme:Theme) WHERE c.valid_from < c.valid_to
WITH place, server, s, e, o, fills, collect(CASE WHEN c IS NULL THEN null ELSE {key: theme.key, valid_from: c.valid_from, valid_to: c.valid_to} END) AS field
WITH place, server, s, e, o, fills, field, [c IN field WHERE c.key IN e.themes AND c.valid_from <= $on AND $on < c.valid_to] AS covered
WHERE size(field) = 0 OR size(covered) > 0
WITH place, server, s, e, o, fills, covered, CASE WHEN size(field) = 0 THEN e.themes ELSE [t IN e.themes WHERE t IN [c IN covered | c.key]] END AS themes
WITH place, e, o, {themes: themes,
  valid_from: reduce(day = e.valid_from, x IN [{valid_from: s.valid_from}] + fills + covered | CASE WHEN x.valid_from > day THEN x.valid_from ELSE day END),
  valid_to: reduce(day = e.valid_to, x IN [{valid_to: s.valid_to}] + fills + covered | CASE WHEN x.valid_to < day THEN x.valid_to ELSE day END),
  ground: [f IN fills | place.key + ' FILLS ' + f.key] + [server.key + ' SERVES ' + place.key]} AS shared
