// name: denominators.memberships
// title_en: representatives that networks need
// title_nb: representanter som nettverk skal ha
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// One for each body and role; a role whose kind of body does not exist counts as one.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NOT NULL AND d.at_least > 0
OPTIONAL MATCH (r)-[m:MAY_ESCALATE_TO]->(:Role)<-[body:DEFINES]-(:Instruction)
  WHERE m.via = 'member_of' AND m.stated_by = d.stated_by AND body.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
  AND body.valid_from <= $on AND $on < body.valid_to AND (body.filled_by IS NULL OR d.per IN body.filled_by)
WITH d, r, count(m) AS brings
OPTIONAL MATCH (r)<-[m:MAY_ESCALATE_TO]-(:Role) WHERE m.via = 'coordinated_by' AND m.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
WITH d, r, brings, d.stated_by AS by, count(m) AS leads
WHERE leads = 0 AND (brings > 0 OR d.seat <> d.per)
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (u:$(d.per)) WHERE u.stated_by IN bound AND u.valid_from <= $on AND $on < u.valid_to AND NOT u.key IN $gone
WITH DISTINCT r, coalesce(u.key, '') AS body
RETURN count(*) AS n
