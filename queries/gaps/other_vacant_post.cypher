// name: gaps.other_vacant_post
// title_en: Vacant posts that no instruction relies on
// title_nb: Ubesatte poster som ingen instruks forutsetter
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post
//   clauses: list -- always empty, for no clause asks for anybody there
//   since: date -- first day of the vacancy
//   unit: str -- the unit that the post sits in
//   post: str -- the post
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: low
// of: other_posts
// required: false
// defaults: {}
// why_en: "{post:name} has been vacant since {since:day}."
// why_nb: "{post:name} har stått ubesatt siden {since:day}."
// remedy_en: "Appoint somebody, or end the post."
// remedy_nb: "Besett posten, eller avslutt den."
//
// All vacant posts that vacant_post does not list: their roles are not required, bear no duty and are not turned to, or
// no instruction is in force.  A post of which nobody has told who holds it is not vacant.
CALL () {
  // part: ways.asked(Post)
}
WITH x AS p WHERE p.valid_from <= $on AND $on < p.valid_to AND NOT p.key IN $gone
OPTIONAL MATCH (:Person)-[h:HOLDS]->(p) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH p, count(h) AS held
WHERE held = 0
OPTIONAL MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
CALL (d, r) {
  // part: ways.counts
}
WITH p, sum(CASE WHEN counts THEN 1 ELSE 0 END) AS relied
WHERE relied = 0
CALL (p) {
  // part: ways.occupancy
}
WITH p, since WHERE state = 'vacant'
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH p, since, min(u.key) AS unit
RETURN [p.key] AS subjects, [] AS clauses, CASE WHEN since > p.valid_from THEN since ELSE p.valid_from END AS since, unit AS unit, p.key AS post
ORDER BY p.key
