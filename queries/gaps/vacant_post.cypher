// name: gaps.vacant_post
// title_en: Vacant posts
// title_nb: Ubesatte poster
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post; or the role, when there is no post at all for it
//   clauses: list -- the clauses that create the role
//   since: date -- first day of the vacancy; null when there is no post
//   unit: str -- the unit that the post sits in
//   variant: str -- vacant, deputised or no_post
//   post: str -- the post
//   roles: list -- the roles that it fills
//   deputies: list -- the people who step in
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: role_posts
// root: [roles, post]
// defaults: {}
// why_en:
//   vacant: "{post:name} has been vacant since {since:day}. Nobody is {roles:name} there, and there is no deputy."
//   deputised: "{post:name} has been vacant since {since:day}. {deputies:name} deputises, but nobody holds the post."
//   no_post: "There is no post for {roles:name}, so nobody can hold it."
// why_nb:
//   vacant: "{post:name} har stått ubesatt siden {since:day}. Ingen er {roles:name} der, og det er ingen stedfortreder."
//   deputised: "{post:name} har stått ubesatt siden {since:day}. {deputies:name} er stedfortreder, men ingen innehar posten."
//   no_post: "Det finnes ingen post for {roles:name}, så ingen kan inneha den."
// remedy_en:
//   vacant: "Appoint somebody, or name a deputy in the meantime."
//   deputised: "Appoint somebody before the deputy's time is up."
//   no_post: "Set up a post for the role, and record who holds it."
// remedy_nb:
//   vacant: "Besett posten, eller utpek en stedfortreder inntil videre."
//   deputised: "Besett posten før stedfortrederens tid utløper."
//   no_post: "Opprett en post for rollen, og registrer hvem som innehar den."
//
// A post counts when its role is required, bears a duty, or is one that others take matters up with;
// a post of somebody who only asks does not.  A post whose holder is merely away is not vacant, and
// neither is one of which nobody has told who holds it.
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
WITH d, r, p, f WHERE p IS NOT NULL OR d.at_least > 0
CALL (p) {
  // part: ways.occupancy
}
WITH d, r, p, f, since AS last, [one IN deputies | one.key] AS deputies WHERE state = 'vacant'
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH d, r, p, f, last, deputies, min(u.key) AS unit ORDER BY r.key
WITH CASE WHEN p IS NULL THEN r.key ELSE p.key END AS subject, p, p.key AS post, unit, deputies, last,
  p.valid_from AS made, min(f.valid_from) AS filled, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
WITH subject, p, post, unit, deputies, last, roles, cited, CASE WHEN filled > made THEN filled ELSE made END AS begun
CALL (p) {
  // part: ways.field
}
RETURN [subject] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last > begun THEN last ELSE begun END AS since, unit AS unit,
  CASE WHEN post IS NULL THEN 'no_post' WHEN size(deputies) > 0 THEN 'deputised' ELSE 'vacant' END AS variant,
  post AS post, roles AS roles, deputies AS deputies, themes AS themes
ORDER BY subject
