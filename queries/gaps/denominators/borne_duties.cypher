// name: denominators.borne_duties
// title_en: duties in units where somebody bears them
// title_nb: plikter i enheter der noen bærer dem
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// One for each unit and duty that somebody in the unit bears by a post.
MATCH (r:Role)-[b:BEARS]->(d:Duty)
WHERE b.valid_from <= $on AND $on < b.valid_to AND d.modality = 'shall' AND d.valid_from <= $on AND $on < d.valid_to
WITH r, collect(d.key) AS duties
MATCH (:Person)-[h:HOLDS]->(p:Post)-[f:FILLS]->(r)
WHERE h.valid_from <= $on AND $on < h.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND p.valid_from <= $on AND $on < p.valid_to
MATCH (p)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT u, duties
UNWIND duties AS duty
WITH DISTINCT u, duty
RETURN count(*) AS n
