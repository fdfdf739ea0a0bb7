// name: gaps.duty_without_bearer
// title_en: Duties with nobody responsible
// title_nb: Plikter uten ansvarlig
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the duty
//   clauses: list -- the clause that sets it out
//   since: date -- first day of the duty, when no role bears it; else null
//   unit: str -- always null, for a duty concerns no single unit
//   variant: str -- no_role, nobody, vacant or some_themes
//   duty: str -- the duty
//   roles: list -- the roles that it lies on
//   themes: list -- the themes for which nobody bears it
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: duties
// follows: [roles]
// defaults: {}
// why_en:
//   no_role: "The instruction assigns this duty to no role: {duty:name}."
//   nobody: "This is the responsibility of {roles:name}, but nobody has that role: {duty:name}."
//   vacant: "This is the responsibility of {roles:name}, but nobody is known to be in that role: {duty:name}."
//   some_themes: "This is the responsibility of {roles:name}, but for {themes:name} nobody is known to be in that role: {duty:name}."
// why_nb:
//   no_role: "Instruksen legger ikke denne plikten til noen rolle: {duty:name}."
//   nobody: "Ansvaret ligger hos {roles:name}, men ingen har den rollen: {duty:name}."
//   vacant: "Ansvaret ligger hos {roles:name}, men det er ikke kjent at noen er i den rollen: {duty:name}."
//   some_themes: "Ansvaret ligger hos {roles:name}, men for {themes:name} er det ikke kjent at noen er i den rollen: {duty:name}."
// remedy_en:
//   no_role: "Decide which role is to have the duty, and write that into the instruction."
//   nobody: "Give the role to a post or a unit."
//   vacant: "Fill one of the posts."
//   some_themes: "Fill the post for that theme, or let another post cover it."
// remedy_nb:
//   no_role: "Bestem hvilken rolle som skal ha plikten, og skriv det inn i instruksen."
//   nobody: "Gi rollen til en post eller en enhet."
//   vacant: "Besett en av postene."
//   some_themes: "Besett posten for temaet, eller la en annen post dekke det."
//
// A duty is borne when somebody holds a post with the role, or when a unit has it; a unit into which or out
// of which a step leads by membership or coordination bears it only when a member or coordinator is there.
// Themes count: a duty for four themes with somebody for three of them is listed with the fourth.
// A theme counts for as long as the instruction of the duty regulates it.
MATCH (d:Duty)
WHERE d.modality IN OBLIGATIONS AND d.valid_from <= $on AND $on < d.valid_to AND (size($about) = 0 OR d.key IN $about)
OPTIONAL MATCH (r:Role)-[b:BEARS]->(d) WHERE b.valid_from <= $on AND $on < b.valid_to
WITH DISTINCT r, d.stated_by AS by
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (x:Entity)-[f:FILLS]->(r)
  WHERE x.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND x.valid_from <= $on AND $on < x.valid_to
OPTIONAL MATCH (:Person)-[h:HOLDS]->(x) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH r, by, x, count(h) AS held
OPTIONAL MATCH (:Instruction)-[want:DEFINES]->(wanted:Role)
  WHERE x:Unit AND want.stated_by = by AND want.per IN labels(x) AND want.at_least > 0 AND want.valid_from <= $on AND $on < want.valid_to
OPTIONAL MATCH (wanted)-[m:MAY_ESCALATE_TO]-(:Role)<-[is:FILLS]-(x)
  WHERE m.via IN ['member_of', 'coordinated_by'] AND m.stated_by = by AND m.valid_from <= $on AND $on < m.valid_to
  AND is.valid_from <= $on AND $on < is.valid_to
WITH r, by, x, held, count(m) AS bodies
OPTIONAL MATCH (:Person)-[mh:HOLDS]->(p:Post)-[m:MEMBER_OF|COORDINATES]->(x)
  WHERE bodies > 0 AND m.valid_from <= $on AND $on < m.valid_to AND mh.valid_from <= $on AND $on < mh.valid_to
WITH DISTINCT r, by, x, held, bodies, p
// part: ways.barred(x)
WITH r, by, x, held, bodies, p, count(bar) AS bars
WITH r, by, x, held, bodies, sum(CASE WHEN p IS NULL OR bars > 0 THEN 0 ELSE 1 END) AS members
WITH r, by, x, coalesce((x:Unit AND (bodies = 0 OR members > 0)) OR (x:Post AND held > 0), false) AS there
WITH r, by, x, there, x AS p
CALL (p) {
  // part: ways.field
}
WITH r, by, x, there, CASE WHEN there THEN themes ELSE [] END AS field
WITH r.key AS role, by, count(x) AS given, sum(CASE WHEN there THEN 1 ELSE 0 END) AS present,
  sum(CASE WHEN there AND size(field) = 0 THEN 1 ELSE 0 END) AS wide, collect(field) AS fields
WITH collect({role: role, by: by, given: given, present: present, wide: wide, field: reduce(found = [], list IN fields | found + list)}) AS all_roles
MATCH (d:Duty)
WHERE d.modality IN OBLIGATIONS AND d.valid_from <= $on AND $on < d.valid_to AND (size($about) = 0 OR d.key IN $about)
OPTIONAL MATCH (r:Role)-[b:BEARS]->(d) WHERE b.valid_from <= $on AND $on < b.valid_to
WITH all_roles, d, r.key AS role ORDER BY role
WITH all_roles, d, collect(DISTINCT role) AS roles
OPTIONAL MATCH (:Entity {key: d.stated_by})-[g:REGULATES]->(now:Theme)
  WHERE now.key IN d.themes AND g.valid_from <= $on AND $on < g.valid_to
WITH all_roles, d, roles, now.key AS theme ORDER BY theme
WITH all_roles, d, roles, collect(theme) AS concerned
WITH d, roles, concerned, [mine IN all_roles WHERE mine.role IN roles AND mine.by = d.stated_by] AS mine
WITH d, roles, concerned, reduce(n = 0, m IN mine | n + m.given) AS given, reduce(n = 0, m IN mine | n + m.present) AS present,
  reduce(n = 0, m IN mine | n + m.wide) AS wide, reduce(found = [], m IN mine | found + m.field) AS field
WITH d, roles, concerned, given, present, [t IN concerned WHERE wide = 0 AND NOT t IN field] AS themes
WHERE present = 0 OR size(themes) > 0
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH d, roles, concerned, given, present, themes, collect(c.key) AS clauses
RETURN [d.key] AS subjects, clauses AS clauses, CASE WHEN size(roles) = 0 THEN d.valid_from ELSE null END AS since, null AS unit,
  CASE WHEN size(roles) = 0 THEN 'no_role' WHEN given = 0 THEN 'nobody' WHEN present = 0 THEN 'vacant'
    WHEN size(themes) = size(concerned) THEN 'vacant' ELSE 'some_themes' END AS variant,
  d.key AS duty, roles AS roles, themes AS themes
ORDER BY d.key
