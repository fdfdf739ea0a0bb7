// name: gaps.unknown_holder
// title_en: Posts with an unknown holder
// title_nb: Poster uten kjent innehaver
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post
//   clauses: list -- the clauses that create its roles
//   since: date -- the day from which the post is there
//   unit: str -- the unit that the post sits in
//   variant: str -- unknown or deputised
//   post: str -- the post
//   roles: list -- the roles that it fills
//   deputies: list -- the people who step in
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: medium
// of: role_posts
// root: [roles, post]
// defaults: {}
// why_en:
//   unknown: "It is not known whether anybody holds the post {post:name}, or who. The post has the role {roles:name}."
//   deputised: "It is not known whether anybody holds the post {post:name}, or who. {deputies:name} deputises."
// why_nb:
//   unknown: "Det er ikke kjent om noen innehar posten {post:name}, eller hvem. Posten har rollen {roles:name}."
//   deputised: "Det er ikke kjent om noen innehar posten {post:name}, eller hvem. {deputies:name} er stedfortreder."
// remedy_en: "Find out who holds the post and record it, or record that it is vacant."
// remedy_nb: "Finn ut hvem som innehar posten, og registrer det, eller registrer at den er ubesatt."
//
// The source of the post does not say who holds it; that is another thing than a vacancy, which is
// listed as such.  The same posts count as for vacancies.
CALL () {
  // part: ways.asked(Post)
}
WITH x AS p WHERE (p.occupancy = 'unknown' OR p.changed_on > $on) AND p.valid_from <= $on AND $on < p.valid_to
MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
WHERE f.valid_from <= $on AND $on < f.valid_to
  AND d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
CALL (d, r) {
  // part: ways.counts
}
WITH p, d, r WHERE counts
CALL (p) {
  // part: ways.occupancy
}
WITH p, d, r, [one IN deputies | one.key] AS deputies WHERE state = 'unknown'
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH p, d, r, deputies, min(u.key) AS unit ORDER BY r.key
WITH p, unit, deputies, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
CALL (p) {
  // part: ways.field
}
RETURN [p.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, p.valid_from AS since, unit AS unit,
  CASE WHEN size(deputies) > 0 THEN 'deputised' ELSE 'unknown' END AS variant, p.key AS post, roles AS roles,
  deputies AS deputies, themes AS themes
ORDER BY p.key
