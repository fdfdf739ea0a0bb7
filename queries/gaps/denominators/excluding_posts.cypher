// name: denominators.excluding_posts
// title_en: posts with a role that excludes another
// title_nb: poster med en rolle som utelukker en annen
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// In whichever order the instruction names the two roles.
MATCH (a:Role)-[x:EXCLUDES]->(b:Role)
WHERE x.valid_from <= $on AND $on < x.valid_to
WITH a, b, x.stated_by AS by
CALL (by) {
  // part: ways.bound
}
UNWIND [a, b] AS r
MATCH (p:Post)-[f:FILLS]->(r)
WHERE p.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
RETURN count(DISTINCT p) AS n
