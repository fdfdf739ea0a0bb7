// name: gaps.absent_without_deputy
// title_en: Posts whose holder is away, with nobody standing in
// title_nb: Poster der den som har den er borte, og ingen trer inn
// access: read
// params:
//   on: date -- the day the question is asked for
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
// example: {on: 2018-06-01}
// severity: high
// of: role_posts
// defaults: {}
// why_en: "{holders:name} is away from {post:name} from {since:day} and back on {until:day}. Nobody stands in, so nobody is {roles:name} there."
// why_nb: "{holders:name} er borte fra {post:name} fra {since:day} og tilbake {until:day}. Ingen trer inn, så ingen er {roles:name} der."
// remedy_en: "Name a deputy for the time of the absence."
// remedy_nb: "Pek ut en stedfortreder så lenge fraværet varer."
//
// A deputy is a person who is not away from the post himself, or whoever holds the deputising post.
// Where several hold a post, one who is there is enough.
MATCH (p:Post)<-[a:ABSENT_FROM]-(:Person)
WHERE a.valid_from <= $on AND $on < a.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT p
MATCH (x:Person)-[h:HOLDS]->(p) WHERE h.valid_from <= $on AND $on < h.valid_to
OPTIONAL MATCH (x)-[a:ABSENT_FROM]->(p) WHERE a.valid_from <= $on AND $on < a.valid_to
WITH p, x, min(a.valid_from) AS gone, max(a.valid_to) AS back ORDER BY x.key
WITH p, collect(x.key) AS holders, count(gone) AS away, count(x) AS held, max(gone) AS since, min(back) AS until
WHERE away = held
OPTIONAL MATCH (deputy:Entity)-[dep:DEPUTISES_FOR]->(p) WHERE dep.valid_from <= $on AND $on < dep.valid_to
OPTIONAL MATCH (other:Person)-[oh:HOLDS]->(deputy) WHERE oh.valid_from <= $on AND $on < oh.valid_to
WITH p, holders, since, until, CASE WHEN deputy:Person THEN deputy ELSE other END AS who
OPTIONAL MATCH (who)-[too:ABSENT_FROM]->(p) WHERE too.valid_from <= $on AND $on < too.valid_to
WITH p, holders, since, until, who, count(too) AS away
WITH p, holders, since, until, sum(CASE WHEN who IS NULL OR away > 0 THEN 0 ELSE 1 END) AS deputies
WHERE deputies = 0
MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)
WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (r)-[b:BEARS]->(:Duty) WHERE b.valid_from <= $on AND $on < b.valid_to
WITH p, holders, since, until, r, d, count(b) AS duties
OPTIONAL MATCH (r)<-[s:MAY_ESCALATE_TO]-(:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH p, holders, since, until, r, d, duties, count(s) AS steps
WHERE d.at_least > 0 OR duties > 0 OR steps > 0
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH p, holders, since, until, r, d, min(u.key) AS unit ORDER BY r.key
WITH p, p.key AS post, holders, since, until, unit, collect(DISTINCT r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited
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
RETURN [post] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, unit AS unit,
  post AS post, roles AS roles, holders AS holders, until AS until,
  CASE WHEN size(own) > 0 THEN own ELSE through END AS themes
ORDER BY post
