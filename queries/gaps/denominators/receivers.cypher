// name: denominators.receivers
// title_en: posts and units that can receive matters
// title_nb: poster og enheter som kan motta saker
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// Those who fill a role that a step leads to.
MATCH (:Role)-[s:MAY_ESCALATE_TO]->(r:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT r, s.stated_by AS by
CALL (by) {
  // part: ways.bound
}
MATCH (n:Entity)-[f:FILLS]->(r) WHERE n.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to
RETURN count(DISTINCT n) AS n
