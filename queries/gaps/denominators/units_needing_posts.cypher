// name: denominators.units_needing_posts
// title_en: units that each need a post
// title_nb: enheter som skal ha hver sin post
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// A unit counts once for each such role; a role whose kind of unit does not exist counts as one.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NOT NULL AND d.at_least > 0 AND coalesce(d.seat = d.per, true)
OPTIONAL MATCH (r)-[m:MAY_ESCALATE_TO]-(:Role)<-[body:DEFINES]-(:Instruction)
  WHERE m.stated_by = d.stated_by AND body.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
  AND body.valid_from <= $on AND $on < body.valid_to
  AND ((m.via = 'member_of' AND startNode(m) = r AND (body.filled_by IS NULL OR d.per IN body.filled_by)) OR (m.via = 'coordinated_by' AND endNode(m) = r))
WITH d, r, d.stated_by AS by, count(m) AS bodies
WHERE bodies = 0
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (u:$(d.per)) WHERE u.stated_by IN bound AND u.valid_from <= $on AND $on < u.valid_to AND NOT u.key IN $gone
WITH DISTINCT r, coalesce(u.key, '') AS unit
RETURN count(*) AS n
