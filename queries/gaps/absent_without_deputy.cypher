// name: gaps.absent_without_deputy
// title_en: Absences without a deputy
// title_nb: Fravær uten stedfortreder
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post
//   clauses: list -- the clauses that create its roles
//   since: date -- first day on which nobody is there
//   unit: str -- the unit that the post sits in
//   post: str -- the post
//   roles: list -- the roles that it fills
//   holders: list -- the people who hold it
//   until: date -- first day on which one of them is back
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: role_posts
// root: [roles, post]
// defaults: {}
// why_en: "{holders:name} is away from the post {post:name} from {since:day} and back on {until:day}. There is no deputy, so nobody is {roles:name} there."
// why_nb: "{holders:name} er fraværende fra posten {post:name} fra {since:day} og er tilbake {until:day}. Det er ingen stedfortreder, så ingen er {roles:name} der."
// remedy_en: "Name a deputy for the period of absence."
// remedy_nb: "Utpek en stedfortreder for fraværsperioden."
//
// A deputy is a person who is not away from the post himself, or whoever holds the deputising post.
// Where several hold a post, one who is there is enough.
CALL () {
  // part: ways.asked(Post)
}
MATCH (x)<-[a:ABSENT_FROM]-(:Person)
WHERE a.valid_from <= $on AND $on < a.valid_to AND x.valid_from <= $on AND $on < x.valid_to
WITH DISTINCT x AS p
CALL (p) {
  // part: ways.occupancy
}
WITH p, since, until, [one IN holders | one.key] AS holders WHERE state = 'absent' AND size(deputies) = 0
MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
CALL (d, r) {
  // part: ways.counts
}
WITH p, holders, since, until, r, d WHERE counts
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH p, holders, since, until, r, d, min(u.key) AS unit ORDER BY r.key
WITH p, p.key AS post, holders, since, until, unit, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
CALL (p) {
  // part: ways.field
}
RETURN [post] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, unit AS unit,
  post AS post, roles AS roles, holders AS holders, until AS until, themes AS themes
ORDER BY post
