// name: denominators.borne_duties
// title_en: duties, theme by theme, in units where somebody has them
// title_nb: plikter, tema for tema, i enheter der noen har dem
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// One for each unit, duty and theme that somebody in the unit bears by a post, as long as the instruction
// regulates the theme.
MATCH (r:Role)-[b:BEARS]->(d:Duty)
WHERE b.valid_from <= $on AND $on < b.valid_to AND d.modality IN OBLIGATIONS AND d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (:Entity {key: d.stated_by})-[g:REGULATES]->(now:Theme)
  WHERE now.key IN d.themes AND g.valid_from <= $on AND $on < g.valid_to
WITH r, d.stated_by AS by, d.key AS duty, now.key AS theme ORDER BY duty, theme
WITH r, by, duty, collect(theme) AS concerned
WITH r, by, collect({key: duty, themes: concerned}) AS duties
CALL (by) {
  // part: ways.bound
}
MATCH (:Person)-[h:HOLDS]->(p:Post)-[f:FILLS]->(r)
WHERE p.stated_by IN bound AND h.valid_from <= $on AND $on < h.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT p, duties
MATCH (p)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT duties, p, u
CALL (p) {
  // part: ways.field
}
WITH duties, p, u, themes AS field
UNWIND duties AS d
UNWIND [t IN d.themes WHERE size(field) = 0 OR t IN field] AS theme
WITH DISTINCT u, d.key AS duty, theme
RETURN count(*) AS n
