// name: gaps.unknown_holder
// title_en: Posts whose holder nobody has told
// title_nb: Poster der ingen har sagt hvem som har dem
// access: read
// params:
//   on: date -- the day the question is asked for
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
// example: {on: 2018-06-01}
// severity: medium
// of: role_posts
// defaults: {}
// why_en:
//   unknown: "Nobody has told whether somebody holds {post:name}, and who. It is {roles:name} there."
//   deputised: "Nobody has told whether somebody holds {post:name}, and who. {deputies:name} stands in."
// why_nb:
//   unknown: "Ingen har sagt om noen har {post:name}, og hvem. Den er {roles:name} der."
//   deputised: "Ingen har sagt om noen har {post:name}, og hvem. {deputies:name} trer inn."
// remedy_en: "Ask who holds the post and enter it, or enter that it is vacant."
// remedy_nb: "Spør hvem som har posten, og før det inn, eller før inn at den er ubesatt."
//
// The source of the post does not say who holds it; that is another thing than a vacancy, which is
// listed as such.  The same posts count as for vacancies.
MATCH (p:Post)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)
WHERE (CASE WHEN $then[p.key] IS NULL THEN p.occupancy ELSE $then[p.key].occupancy END) = 'unknown' AND p.valid_from <= $on AND $on < p.valid_to
  AND f.valid_from <= $on AND $on < f.valid_to
  AND d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
OPTIONAL MATCH (r)-[b:BEARS]->(:Duty) WHERE b.valid_from <= $on AND $on < b.valid_to
WITH p, d, r, count(b) AS duties
OPTIONAL MATCH (r)<-[s:MAY_ESCALATE_TO]-(:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH p, d, r, duties, count(s) AS steps
WHERE d.at_least > 0 OR duties > 0 OR steps > 0
OPTIONAL MATCH (:Person)-[h:HOLDS]->(p) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH p, d, r, count(h) AS held
WHERE held = 0
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH p, d, r, min(u.key) AS unit
OPTIONAL MATCH (deputy:Entity)-[dep:DEPUTISES_FOR]->(p) WHERE dep.valid_from <= $on AND $on < dep.valid_to
OPTIONAL MATCH (other:Person)-[oh:HOLDS]->(deputy) WHERE oh.valid_from <= $on AND $on < oh.valid_to
WITH p, d, r, unit, CASE WHEN deputy:Person THEN deputy.key ELSE other.key END AS who ORDER BY who
WITH p, d, r, unit, collect(DISTINCT who) AS deputies ORDER BY r.key
WITH p, unit, deputies, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
CALL (p) {
  OPTIONAL MATCH (p)-[c:COVERS]->(t:Theme) WHERE c.valid_from <= $on AND $on < c.valid_to
  WITH t.key AS theme ORDER BY theme
  RETURN collect(theme) AS own
}
CALL (p) {
  OPTIONAL MATCH (p)-[m:MEMBER_OF|COORDINATES]->(:Unit)-[c:COVERS]->(t:Theme)
    WHERE m.valid_from <= $on AND $on < m.valid_to AND c.valid_from <= $on AND $on < c.valid_to
  WITH DISTINCT t.key AS theme ORDER BY theme
  RETURN collect(theme) AS through
}
RETURN [p.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, p.valid_from AS since, unit AS unit,
  CASE WHEN size(deputies) > 0 THEN 'deputised' ELSE 'unknown' END AS variant, p.key AS post, roles AS roles,
  deputies AS deputies, CASE WHEN size(own) > 0 THEN own ELSE through END AS themes
ORDER BY p.key
