// name: gaps.vacant_post
// title_en: Vacant posts
// title_nb: Ubesatte poster
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the post; or the role, when there is no post at all for it
//   clauses: list -- the clauses that create the role
//   since: date -- first day of the vacancy; null when there is no post
//   unit: str -- key of the unit that the post sits in
//   variant: str -- vacant, deputised or no_post
//   post_nb: str -- name of the post
//   post_en: str -- name of the post
//   roles_nb: list -- names of the roles that it fills
//   roles_en: list -- names of the roles that it fills
//   deputies: list -- keys of those who step in
//   deputy_nb: list -- their names
//   deputy_en: list -- their names
// order: subjects
// example: {on: 2018-06-01}
// severity: high
// of: role_posts
// defaults: {}
// why_en:
//   vacant: "{post} has been vacant since {since}. Nobody is {roles} there, and nobody stands in."
//   deputised: "{post} has been vacant since {since}. {deputy} stands in, but nobody holds the post."
//   no_post: "There is no post at all for {roles}, so nobody can be it."
// why_nb:
//   vacant: "{post} har stått ubesatt siden {since}. Ingen er {roles} der, og ingen trer inn."
//   deputised: "{post} har stått ubesatt siden {since}. {deputy} trer inn, men ingen har posten."
//   no_post: "Det finnes ingen post for {roles}, så ingen kan være det."
// remedy_en:
//   vacant: "Appoint somebody, or name a deputy until then."
//   deputised: "Appoint somebody before the deputy's time is over."
//   no_post: "Set up a post for the role and say who holds it."
// remedy_nb:
//   vacant: "Utnevn noen, eller pek ut en stedfortreder inntil videre."
//   deputised: "Utnevn noen før stedfortrederens tid er over."
//   no_post: "Opprett en post for rollen, og si hvem som har den."
//
// A post counts when its role is required, bears a duty, or is one that others take matters up with;
// a post of somebody who only asks does not.  A post whose holder is merely away is not vacant.
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
OPTIONAL MATCH (r)-[b:BEARS]->(:Duty) WHERE b.valid_from <= $on AND $on < b.valid_to
WITH i, d, r, count(b) AS duties
OPTIONAL MATCH (r)<-[s:MAY_ESCALATE_TO]-(:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH i, d, r, duties, count(s) AS steps
WHERE d.at_least > 0 OR duties > 0 OR steps > 0
OPTIONAL MATCH (p:Post)-[f:FILLS]->(r)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
OPTIONAL MATCH (:Person)-[h:HOLDS]->(p) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH i, d, r, p, f, count(h) AS held
WHERE held = 0 AND (p IS NOT NULL OR d.at_least > 0)
OPTIONAL MATCH (:Person)-[old:HOLDS]->(p) WHERE old.valid_to <= $on
WITH i, d, r, p, f, max(old.valid_to) AS last
OPTIONAL MATCH (p)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH i, d, r, p, f, last, min(u.key) AS unit
OPTIONAL MATCH (deputy:Entity)-[dep:DEPUTISES_FOR]->(p) WHERE dep.valid_from <= $on AND $on < dep.valid_to
OPTIONAL MATCH (other:Person)-[oh:HOLDS]->(deputy) WHERE oh.valid_from <= $on AND $on < oh.valid_to
WITH i, d, r, p, f, last, unit, CASE WHEN deputy:Person THEN deputy ELSE other END AS who
ORDER BY who.key
WITH i, d, r, p, f, last, unit, collect(who.key) AS deputies, collect(who.name_nb) AS deputy_nb, collect(who.name_en) AS deputy_en
ORDER BY r.key, i.key
WITH p, last, unit, deputies, deputy_nb, deputy_en, min(f.valid_from) AS filled,
  CASE WHEN p IS NULL THEN r.key ELSE p.key END AS subject,
  collect(DISTINCT r.name_nb) AS roles_nb, collect(DISTINCT r.name_en) AS roles_en, collect(d.clauses) AS cited
RETURN [subject] AS subjects, reduce(all = [], list IN cited | all + [c IN coalesce(list, []) WHERE NOT c IN all]) AS clauses,
  CASE WHEN p IS NULL THEN null WHEN last IS NOT NULL AND last >= p.valid_from AND last >= filled THEN last
    WHEN filled > p.valid_from THEN filled ELSE p.valid_from END AS since,
  unit AS unit,
  CASE WHEN p IS NULL THEN 'no_post' WHEN size(deputies) > 0 THEN 'deputised' ELSE 'vacant' END AS variant,
  p.name_nb AS post_nb, p.name_en AS post_en, roles_nb AS roles_nb, roles_en AS roles_en,
  deputies AS deputies, deputy_nb AS deputy_nb, deputy_en AS deputy_en
ORDER BY subject
