// name: ways.counts
// title_en: Whether it matters that somebody is there in a role
// title_nb: Om det betyr noe at noen er der i en rolle
// access: part
// params:
//   on: date -- the day
// returns:
//   counts: bool -- the role is required, bears a duty, or is one that others take matters up with
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in `CALL (d, r) { }`, of a role and its definition.
OPTIONAL MATCH (r)-[b:BEARS]->(:Duty) WHERE b.stated_by = d.stated_by AND b.valid_from <= $on AND $on < b.valid_to
WITH d, r, count(b) AS duties
OPTIONAL MATCH (r)<-[s:MAY_ESCALATE_TO]-(:Role) WHERE s.stated_by = d.stated_by AND s.valid_from <= $on AND $on < s.valid_to
WITH d, duties, count(s) AS steps
RETURN coalesce(d.at_least, 0) > 0 OR duties > 0 OR steps > 0 AS counts
