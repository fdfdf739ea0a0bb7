// name: gaps.no_deputy
// title_en: Posts without a deputy
// title_nb: Poster uten stedfortreder
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post; or the role, when there is no post at all for it
//   clauses: list -- the clauses that create its roles; none of them is cited, for none asks for a deputy
//   since: date -- first day without a deputy; null when there is no post
//   unit: str -- the unit that the post sits in
//   variant: str -- post or no_post
//   post: str -- the post
//   roles: list -- the roles that it fills
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: low
// of: role_posts
// follows: [roles, post]
// required: false
// defaults: {}
// why_en:
//   post: "Nobody is named as deputy for the post {post:name}, so nobody is {roles:name} there during an absence."
//   no_post: "There is no post for {roles:name}, and so no deputy either."
// why_nb:
//   post: "Ingen er utpekt som stedfortreder for posten {post:name}, så ingen er {roles:name} der ved fravær."
//   no_post: "Det finnes ingen post for {roles:name}, og dermed heller ingen stedfortreder."
// remedy_en: "Name a deputy. No clause in the model asks for one."
// remedy_nb: "Utpek en stedfortreder. Ingen bestemmelse i modellen krever det."
//
// An instruction need not ask for deputies: this is about being prepared, and a finding cites no clause.  A vacant post without a deputy is listed as vacant too.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
CALL (d, r) {
  // part: ways.counts
}
WITH d, r, d.stated_by AS by WHERE counts
CALL (by) {
  // part: ways.bound
}
CALL (r, bound) {
  // part: ways.fillers(Post)
}
WITH d, r, x AS p, f
OPTIONAL MATCH (deputy:Entity)-[dep:DEPUTISES_FOR]->(p) WHERE dep.valid_from <= $on AND $on < dep.valid_to
WITH d, r, p, f, count(deputy) AS deputies
WHERE deputies = 0 AND (p IS NOT NULL OR d.at_least > 0)
OPTIONAL MATCH (:Entity)-[old:DEPUTISES_FOR]->(p) WHERE old.valid_from < old.valid_to AND old.valid_to <= $on
WITH d, r, p, f, max(old.valid_to) AS last
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH d, r, p, f, last, min(u.key) AS unit ORDER BY r.key
WITH CASE WHEN p IS NULL THEN r.key ELSE p.key END AS subject, p, p.key AS post, unit, last, p.valid_from AS made,
  min(f.valid_from) AS filled, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
WITH subject, p, post, unit, last, roles, cited, CASE WHEN filled > made THEN filled ELSE made END AS begun
CALL (p) {
  // part: ways.field
}
RETURN [subject] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last > begun THEN last ELSE begun END AS since, unit AS unit, CASE WHEN post IS NULL THEN 'no_post' ELSE 'post' END AS variant,
  post AS post, roles AS roles, themes AS themes
ORDER BY subject
