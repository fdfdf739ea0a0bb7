// name: gaps.term_ending
// title_en: Terms that end soon without a successor
// title_nb: Funksjonstid som snart utløper uten etterfølger
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
//   days: int -- how many days ahead to look
// returns:
//   subjects: list -- the post and the person
//   clauses: list -- the clauses that create its roles
//   since: date -- always null, for it has not happened yet
//   unit: str -- the unit that the post sits in
//   post: str -- the post
//   person: str -- the person
//   roles: list -- the roles that the post fills
//   until: date -- first day on which the person no longer holds it
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: [], days: 60}
// severity: medium
// of: held_posts
// defaults: {days: 60}
// why_en: "{person:name} holds the post {post:name} up to and including {until:last_day}, and nobody is named to take over as {roles:name}."
// why_nb: "{person:name} innehar posten {post:name} til og med {until:last_day}, og ingen er utpekt til å overta som {roles:name}."
// remedy_en: "Name a successor, or extend the term."
// remedy_nb: "Utpek en etterfølger, eller forleng funksjonstiden."
//
// A post that ends itself by then needs nobody after that.
CALL () {
  // part: ways.asked(Post)
}
WITH x AS p
MATCH (p)<-[h:HOLDS]-(x:Person)
WHERE h.valid_from <= $on AND $on < h.valid_to AND h.valid_to <= toString(date($on) + duration({days: $days}))
  AND p.valid_from <= $on AND h.valid_to < p.valid_to
OPTIONAL MATCH (:Person)-[next:HOLDS]->(p) WHERE next.valid_from <= h.valid_to AND h.valid_to < next.valid_to
WITH x, h, p, count(next) AS after
WHERE after = 0
MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
WHERE f.valid_from <= $on AND h.valid_to < f.valid_to AND d.valid_from <= $on AND h.valid_to < d.valid_to
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
CALL (d, r) {
  // part: ways.counts
}
WITH x, h, p, r, d WHERE counts
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH x, h, p, r, d, min(u.key) AS unit ORDER BY r.key
WITH x.key AS person, max(h.valid_to) AS until, p, p.key AS post, unit, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
CALL (p) {
  // part: ways.field
}
RETURN [post, person] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, null AS since, unit AS unit,
  post AS post, person AS person, roles AS roles, until AS until,
  themes AS themes
ORDER BY post, person
