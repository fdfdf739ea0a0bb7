// name: ways.field
// title_en: The themes that a post or unit works on
// title_nb: Temaene en post eller enhet arbeider med
// access: part
// params:
//   on: date -- the day
// returns:
//   themes: list -- Theme.key, in order; empty when it works on all
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in `CALL (p) { }`.  Its own field goes before that of the networks it is in, without those that
// an instruction keeps it out of.
OPTIONAL MATCH (p)-[c:COVERS]->(t:Theme) WHERE c.valid_from <= $on AND $on < c.valid_to
WITH p, t.key AS theme ORDER BY theme
WITH p, collect(theme) AS own
OPTIONAL MATCH (p)-[m:MEMBER_OF|COORDINATES]->(body:Unit) WHERE m.valid_from <= $on AND $on < m.valid_to
// part: ways.barred(body)
WITH own, body, count(bar) AS bars
OPTIONAL MATCH (body)-[c:COVERS]->(t:Theme) WHERE bars = 0 AND c.valid_from <= $on AND $on < c.valid_to
WITH DISTINCT own, t.key AS theme ORDER BY theme
WITH own, collect(theme) AS through
RETURN CASE WHEN size(own) > 0 THEN own ELSE through END AS themes
