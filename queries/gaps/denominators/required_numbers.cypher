// name: denominators.required_numbers
// title_en: numbers that the instruction sets
// title_nb: antall som instruksen fastsetter
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// One for each role with a number, or for each unit where each needs its own; a role whose
// kind of unit does not exist counts as one.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND (d.at_least IS NOT NULL OR d.at_most IS NOT NULL)
  AND (d.per IS NULL OR d.at_least > 1 OR d.at_most IS NOT NULL)
WITH d, r, d.stated_by AS by
CALL (by) {
  // part: ways.bound
}
CALL (d, bound) {
  WITH d, bound WHERE d.per IS NOT NULL
  MATCH (u:$(d.per)) WHERE u.stated_by IN bound AND u.valid_from <= $on AND $on < u.valid_to AND NOT u.key IN $gone
  RETURN collect(u.key) AS units
}
WITH r, units
UNWIND CASE WHEN size(units) = 0 THEN [''] ELSE units END AS unit
WITH DISTINCT r, unit
RETURN count(*) AS n
