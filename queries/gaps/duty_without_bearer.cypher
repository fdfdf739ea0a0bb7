// name: gaps.duty_without_bearer
// title_en: Duties that nobody bears
// title_nb: Plikter som ingen bærer
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the duty
//   clauses: list -- the clause that sets it out
//   since: date -- first day on which it holds, when no role bears it; else null
//   unit: str -- always null, for a duty concerns no single unit
//   variant: str -- no_role, nobody, vacant or some_themes
//   duty_nb: str -- the duty in own words
//   duty_en: str -- the duty in own words
//   roles: list -- keys of the roles that bear it
//   roles_nb: list -- their names
//   roles_en: list -- their names
//   themes: list -- keys of the themes for which nobody bears it
//   theme_nb: list -- their names
//   theme_en: list -- their names
// order: subjects
// example: {on: 2018-06-01}
// severity: high
// of: duties
// defaults: {}
// why_en:
//   no_role: "Shall: {duty}. The instruction gives this to no role."
//   nobody: "Shall: {duty}. This lies on {roles}, but nobody has that role."
//   vacant: "Shall: {duty}. This lies on {roles}, and every post with that role is vacant."
//   some_themes: "Shall: {duty}. For {theme} nobody does: {roles} is vacant or missing there."
// why_nb:
//   no_role: "Skal: {duty}. Instruksen gir det ikke til noen rolle."
//   nobody: "Skal: {duty}. Det ligger på {roles}, men ingen har den rollen."
//   vacant: "Skal: {duty}. Det ligger på {roles}, og hver post med den rollen er ubesatt."
//   some_themes: "Skal: {duty}. For {theme} gjør ingen det: {roles} er ubesatt eller mangler der."
// remedy_en:
//   no_role: "Decide which role the duty lies on, and write it into the instruction."
//   nobody: "Give the role to a post or a unit."
//   vacant: "Fill one of the posts."
//   some_themes: "Fill the post for that theme, or let another one cover it."
// remedy_nb:
//   no_role: "Avgjør hvilken rolle plikten ligger på, og skriv det inn i instruksen."
//   nobody: "Gi rollen til en post eller en enhet."
//   vacant: "Besett en av postene."
//   some_themes: "Besett posten for det temaet, eller la en annen dekke det."
//
// A duty is borne when somebody holds a post with the role, or when a unit has it; a unit that the
// instruction wants to have members bears it only with a member or coordinator who is there.
// Themes count: a duty for four themes with somebody for three of them is listed with the fourth.
MATCH (d:Duty)
WHERE d.modality = 'shall' AND d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (r:Role)-[b:BEARS]->(d) WHERE b.valid_from <= $on AND $on < b.valid_to
WITH d, r ORDER BY r.key
WITH collect({duty: d, role: r}) AS pairs, collect(DISTINCT r) AS bearing
UNWIND CASE WHEN size(bearing) = 0 THEN [null] ELSE bearing END AS r
OPTIONAL MATCH (x:Entity)-[f:FILLS]->(r)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND x.valid_from <= $on AND $on < x.valid_to
OPTIONAL MATCH (:Person)-[h:HOLDS]->(x) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH pairs, r, x, count(h) AS held
OPTIONAL MATCH (:Instruction)-[want:DEFINES]->(:Role)
  WHERE x:Unit AND want.per IN labels(x) AND want.seat <> want.per AND want.at_least > 0
  AND want.valid_from <= $on AND $on < want.valid_to
WITH pairs, r, x, held, count(want) AS wanted
OPTIONAL MATCH (:Person)-[mh:HOLDS]->(:Post)-[m:MEMBER_OF|COORDINATES]->(x)
  WHERE wanted > 0 AND m.valid_from <= $on AND $on < m.valid_to AND mh.valid_from <= $on AND $on < mh.valid_to
WITH pairs, r, x, held, wanted, count(mh) AS members
WITH pairs, r, x, (x:Unit AND (wanted = 0 OR members > 0)) OR (x:Post AND held > 0) AS there
OPTIONAL MATCH (x)-[own:COVERS]->(t:Theme) WHERE there AND own.valid_from <= $on AND $on < own.valid_to
WITH pairs, r, x, there, collect(t.key) AS own
OPTIONAL MATCH (x)-[m:MEMBER_OF|COORDINATES]->(:Unit)-[c:COVERS]->(t:Theme)
  WHERE there AND size(own) = 0 AND m.valid_from <= $on AND $on < m.valid_to AND c.valid_from <= $on AND $on < c.valid_to
WITH pairs, r, x, there, own, collect(t.key) AS through
WITH pairs, r, count(x) AS given, sum(CASE WHEN there THEN 1 ELSE 0 END) AS present,
  sum(CASE WHEN there AND size(own + through) = 0 THEN 1 ELSE 0 END) AS wide, collect(CASE WHEN there THEN own + through ELSE [] END) AS fields
WITH pairs, collect({role: r.key, given: given, present: present, wide: wide, fields: fields}) AS roles
UNWIND pairs AS pair
WITH pair.duty AS d, pair.role AS r, [x IN roles WHERE x.role = pair.role.key] AS mine
UNWIND CASE WHEN size(mine) = 0 THEN [{given: 0, present: 0, wide: 0, fields: []}] ELSE mine END AS role
WITH d, r, role ORDER BY r.key
WITH d, collect(r.key) AS roles, collect(r.name_nb) AS roles_nb, collect(r.name_en) AS roles_en, sum(role.given) AS given,
  sum(role.present) AS present, sum(role.wide) AS wide, reduce(all = [], list IN collect(role.fields) | all + list) AS fields
WITH d, roles, roles_nb, roles_en, given, present, wide,
  [t IN coalesce(d.themes, []) WHERE wide = 0 AND none(field IN fields WHERE t IN field)] AS themes
WHERE present = 0 OR size(themes) > 0
OPTIONAL MATCH (t:Theme) WHERE t.key IN themes
WITH d, roles, roles_nb, roles_en, given, present, themes, t ORDER BY t.key
WITH d, roles, roles_nb, roles_en, given, present, themes, collect(t.name_nb) AS theme_nb, collect(t.name_en) AS theme_en
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH d, roles, roles_nb, roles_en, given, present, themes, theme_nb, theme_en, c ORDER BY c.position
WITH d, roles, roles_nb, roles_en, given, present, themes, theme_nb, theme_en, collect(c.key) AS clauses
RETURN [d.key] AS subjects, clauses AS clauses, CASE WHEN size(roles) = 0 THEN d.valid_from ELSE null END AS since, null AS unit,
  CASE WHEN size(roles) = 0 THEN 'no_role' WHEN given = 0 THEN 'nobody' WHEN present = 0 THEN 'vacant' ELSE 'some_themes' END AS variant,
  d.text_nb AS duty_nb, d.text_en AS duty_en, roles AS roles, roles_nb AS roles_nb, roles_en AS roles_en,
  themes AS themes, theme_nb AS theme_nb, theme_en AS theme_en
ORDER BY subjects
