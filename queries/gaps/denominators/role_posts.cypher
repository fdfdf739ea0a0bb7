// name: denominators.role_posts
// title_en: posts that the instruction relies on
// title_nb: poster som instruksen forutsetter
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// Posts with a role that is required, bears a duty or is one that others take matters up with; a
// required role without any post counts as one.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
CALL (d, r) {
  // part: ways.counts
}
WITH d, r, d.stated_by AS by WHERE counts
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (p:Post)-[f:FILLS]->(r)
  WHERE p.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH CASE WHEN p IS NOT NULL THEN p.key WHEN d.at_least > 0 THEN r.key ELSE null END AS counted
RETURN count(DISTINCT counted) AS n
