// name: denominators.followed_places
// title_en: places that are to be followed up
// title_nb: steder som skal følges opp
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// A role of places that are to be followed up, but of which there is not one, counts as one.
MATCH (:Role)-[o:OWES]->(r:Role)
WHERE o.edge = 'FOLLOWS_UP' AND o.valid_from <= $on AND $on < o.valid_to
WITH DISTINCT r, o.stated_by AS by
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (u:Unit)-[f:FILLS]->(r)
  WHERE u.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND u.valid_from <= $on AND $on < u.valid_to
WITH coalesce(u.key, r.key) AS counted
RETURN count(DISTINCT counted) AS n
