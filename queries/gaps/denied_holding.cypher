// name: gaps.denied_holding
// title_en: Roles combined with something the instruction rules out
// title_nb: Roller kombinert med noe instruksen utelukker
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post or the person, then the posts and the body by which both roles are had
//   clauses: list -- the clauses that keep the two apart
//   since: date -- first day on which both were had
//   unit: str -- the unit that the first post sits in
//   variant: str -- post, body, person or person_body
//   roles: list -- the two roles
//   post: str -- the post with the first role
//   other: str -- the post with the second role, or through which the body is reached
//   body: str -- the body that the post is in
//   person: str -- who holds both posts
//   because_nb: str -- what the instruction says, bokmål
//   because_en: str -- what the instruction says, English
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: excluding_posts
// defaults: {}
// why_en:
//   post: "{post:name} has both roles, {roles:name}. {because}"
//   body: "{post:name} is in {body:name}. {because}"
//   person: "{person:name} holds both the post {post:name} and the post {other:name}. {because}"
//   person_body: "{person:name} holds the post {post:name} and, through {other:name}, is in {body:name}. {because}"
// why_nb:
//   post: "{post:name} har begge rollene, {roles:name}. {because}"
//   body: "{post:name} er med i {body:name}. {because}"
//   person: "{person:name} innehar både posten {post:name} og posten {other:name}. {because}"
//   person_body: "{person:name} innehar posten {post:name} og er med i {body:name} gjennom {other:name}. {because}"
// remedy_en: "Let somebody else take one of the two."
// remedy_nb: "La noen andre overta en av de to."
//
// Two roles that exclude each other, in whichever order the instruction names them.  They meet in one
// post, in one person who holds two posts, or in a body that such a post is a member or coordinator of.
// That a post sits in a unit which has a role as such does not count.
MATCH (a:Role)-[x:EXCLUDES]->(b:Role)
WHERE x.valid_from <= $on AND $on < x.valid_to
UNWIND [{one: a, two: b}, {one: b, two: a}] AS pair
WITH x AS excluded, pair.one AS one, pair.two AS two, pair.one AS r, x.stated_by AS by
CALL (by) {
  // part: ways.bound
}
CALL (r, bound) {
  // part: ways.fillers(Post)
}
WITH excluded AS x, one, two, x AS p, f WHERE p IS NOT NULL
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH x, one, two, p, f, min(u.key) AS unit
CALL (x, one, two, p, f, unit) {
  MATCH (p)-[g:FILLS]->(two)
  WHERE g.valid_from <= $on AND $on < g.valid_to AND one.key < two.key
  RETURN 'post' AS variant, null AS person, null AS other, null AS body, [f.valid_from, g.valid_from] AS days
  UNION
  MATCH (p)-[m:MEMBER_OF|COORDINATES]->(n:Unit)-[g:FILLS]->(two)
  WHERE m.valid_from <= $on AND $on < m.valid_to AND g.valid_from <= $on AND $on < g.valid_to
  RETURN 'body' AS variant, null AS person, null AS other, n.key AS body, [f.valid_from, m.valid_from, g.valid_from] AS days
  UNION
  MATCH (p)<-[h:HOLDS]-(who:Person)-[i:HOLDS]->(q:Post)-[g:FILLS]->(two)
  WHERE p <> q AND one.key < two.key AND h.valid_from <= $on AND $on < h.valid_to AND i.valid_from <= $on AND $on < i.valid_to
    AND g.valid_from <= $on AND $on < g.valid_to AND q.valid_from <= $on AND $on < q.valid_to
  RETURN 'person' AS variant, who.key AS person, q.key AS other, null AS body, [f.valid_from, h.valid_from, i.valid_from, g.valid_from] AS days
  UNION
  MATCH (p)<-[h:HOLDS]-(who:Person)-[i:HOLDS]->(q:Post)-[m:MEMBER_OF|COORDINATES]->(n:Unit)-[g:FILLS]->(two)
  WHERE p <> q AND h.valid_from <= $on AND $on < h.valid_to AND i.valid_from <= $on AND $on < i.valid_to
    AND m.valid_from <= $on AND $on < m.valid_to AND g.valid_from <= $on AND $on < g.valid_to AND q.valid_from <= $on AND $on < q.valid_to
  RETURN 'person_body' AS variant, who.key AS person, q.key AS other, n.key AS body, [f.valid_from, h.valid_from, i.valid_from, m.valid_from, g.valid_from] AS days
}
WITH variant, p, p.key AS post, person, other, body, unit, days, x, one.key AS one, two.key AS two ORDER BY x.stated_by, one, two
WITH variant, p, post, person, other, body, unit, reduce(latest = '', day IN days | CASE WHEN day > latest THEN day ELSE latest END) AS since, x, one, two
WITH variant, p, post, person, other, body, unit, max(since) AS since, collect(x.clauses) AS cited, collect([one, two]) AS roles,
  collect(x.why_nb) AS because_nb, collect(x.why_en) AS because_en
CALL (p) {
  // part: ways.field
}
RETURN [key IN [person, post, other, body] WHERE key IS NOT NULL] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  since AS since, unit AS unit, variant AS variant, roles[0] AS roles, post AS post, other AS other, body AS body, person AS person,
  because_nb[0] AS because_nb, because_en[0] AS because_en,
  themes AS themes
ORDER BY post, person, other, body
