// name: gaps.several_bearers
// title_en: Duties that several share and nobody is accountable for
// title_nb: Plikter som flere deler, uten at én har hovedansvaret
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the unit, and the posts in it that bear the same duties
//   clauses: list -- the clauses that set the duties out
//   since: date -- first day on which all of the posts were there
//   unit: str -- the unit
//   count: int -- how many duties, each theme counted by itself
//   posts: list -- the posts
//   duties: list -- the duties
//   themes: list -- the themes that they share
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: medium
// of: borne_duties
// defaults: {}
// why_en: "In {unit:name}, {posts:name} have the same duties for {themes:themes}, and none of them is accountable for the whole."
// why_nb: "I {unit:name} har {posts:name} de samme pliktene for {themes:themes}, uten at én av dem har hovedansvaret."
// remedy_en: "Divide the themes, or decide which of the posts the others take matters up with."
// remedy_nb: "Fordel temaene, eller bestem hvilken av postene de andre skal ta saker opp med."
//
// Posts in the same unit that somebody holds, with a duty and a theme in common.  When one of them is
// the one to whom another takes matters, that one answers for the duty and there is no finding.
// A theme counts for as long as the instruction of the duty regulates it.
MATCH (r:Role)-[b:BEARS]->(d:Duty)
WHERE b.valid_from <= $on AND $on < b.valid_to AND d.modality IN OBLIGATIONS AND d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (:Entity {key: d.stated_by})-[g:REGULATES]->(now:Theme)
  WHERE now.key IN d.themes AND g.valid_from <= $on AND $on < g.valid_to
WITH r, d.stated_by AS by, d.key AS duty, now.key AS theme ORDER BY duty, theme
WITH r, by, duty, collect(theme) AS concerned
WITH r, by, collect({key: duty, themes: concerned}) AS duties
CALL (by) {
  // part: ways.bound
}
WITH collect({role: r.key, bound: bound, duties: duties}) AS borne
CALL () {
  // part: ways.asked(Unit)
}
WITH borne, x AS u
MATCH (u)<-[s:POST_IN]-(p:Post) WHERE s.valid_from <= $on AND $on < s.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT borne, u, p
MATCH (p)-[f:FILLS]->(r:Role) WHERE f.valid_from <= $on AND $on < f.valid_to
WITH borne, u, p, r.key AS role, max(f.valid_from) AS filled
UNWIND [one IN borne WHERE one.role = role AND p.stated_by IN one.bound | one.duties] AS duties
MATCH (:Person)-[h:HOLDS]->(p) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH duties, p, u, filled, min(h.valid_from) AS held
CALL (p) {
  // part: ways.field
}
WITH duties, p, u, CASE WHEN filled > held THEN filled ELSE held END AS begun, themes AS field
UNWIND duties AS d
UNWIND [t IN d.themes WHERE size(field) = 0 OR t IN field] AS theme
WITH u, d.key AS duty, theme, p, max(begun) AS begun ORDER BY p.key
WITH u, duty, theme, collect(p) AS posts, max(begun) AS since
WHERE size(posts) > 1
WITH u, posts, max(since) AS since, collect(DISTINCT duty) AS duties, collect(DISTINCT theme) AS themes, count(*) AS number
UNWIND posts AS p
OPTIONAL MATCH (p)-[e:ESCALATES_TO]->(q:Post)
  WHERE q IN posts AND e.valid_from <= $on AND $on < e.valid_to AND any(t IN e.themes WHERE t IN themes)
WITH u, posts, since, duties, themes, number, count(q) AS answering
WHERE answering = 0
UNWIND duties AS duty
MATCH (:Duty {key: duty})-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH u, [p IN posts | p.key] AS posts, since, number, duty, themes, c.key AS clause ORDER BY duty, clause
WITH u, posts, since, number, themes, collect(DISTINCT duty) AS duties, collect(DISTINCT clause) AS clauses
UNWIND themes AS theme
WITH u, posts, since, number, duties, clauses, theme ORDER BY theme
WITH u, posts, since, number, duties, clauses, collect(theme) AS themes
RETURN [u.key] + posts AS subjects, clauses AS clauses, since AS since, u.key AS unit, number AS count,
  posts AS posts, duties AS duties, themes AS themes
ORDER BY u.key, posts
