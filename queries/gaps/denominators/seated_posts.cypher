// name: denominators.seated_posts
// title_en: posts that the instruction places in a unit
// title_nb: poster som instruksen plasserer i en enhet
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// One for each post and role.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.seat IS NOT NULL AND d.filled_by IS NULL
WITH d, r, d.stated_by AS by
CALL (by) {
  // part: ways.bound
}
MATCH (p:Post)-[f:FILLS]->(r)
WHERE p.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT p, r
RETURN count(*) AS n
