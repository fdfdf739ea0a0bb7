// name: gaps.unit_without_post
// title_en: Units without a required post
// title_nb: Enheter som mangler påkrevd post
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the unit and the role; or the role alone, when there is no such unit
//   clauses: list -- the clauses that create the role
//   since: date -- first day without the post; null when there is no such unit
//   unit: str -- the unit
//   variant: str -- none, some_themes or no_unit
//   role: str -- the role
//   label: str -- kind of the units that each need one
//   themes: list -- the themes for which the unit has nobody
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: units_needing_posts
// root: [role, unit]
// defaults: {}
// why_en:
//   none: "{unit:name} has no post for {role:name}. The instruction requires one at {label:each_kind}."
//   some_themes: "{unit:name} has no {role:name} for {themes:name}: the posts there cover other themes only."
//   no_unit: "The instruction requires {role:name} at {label:each_kind}, but there is {label:no_kind}."
// why_nb:
//   none: "{unit:name} har ingen post for {role:name}. Instruksen krever én ved {label:each_kind}."
//   some_themes: "{unit:name} har ingen {role:name} for {themes:name}: postene der dekker bare andre temaer."
//   no_unit: "Instruksen krever {role:name} ved {label:each_kind}, men det finnes {label:no_kind}."
// remedy_en:
//   none: "Set up the post at the unit, and appoint somebody."
//   some_themes: "Let one of the posts cover the theme, or set up a new one."
//   no_unit: "Record the units, or correct the instruction file."
// remedy_nb:
//   none: "Opprett posten ved enheten, og utpek en innehaver."
//   some_themes: "La en av postene dekke temaet, eller opprett en ny."
//   no_unit: "Registrer enhetene, eller rett instruksfilen."
//
// Roles of members and coordinators of a body have rules of their own.  A post that is there but vacant
// is listed as that vacant post.  A post works on the themes that it covers, or else on those of the
// bodies that it is in, or else on all.
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NOT NULL AND d.at_least > 0 AND coalesce(d.seat = d.per, true)
OPTIONAL MATCH (r)-[m:MAY_ESCALATE_TO]-(:Role)<-[body:DEFINES]-(:Instruction)
  WHERE m.stated_by = d.stated_by AND body.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
  AND body.valid_from <= $on AND $on < body.valid_to
  AND ((m.via = 'member_of' AND startNode(m) = r AND (body.filled_by IS NULL OR d.per IN body.filled_by)) OR (m.via = 'coordinated_by' AND endNode(m) = r))
WITH i, d, r, count(m) AS bodies
WHERE bodies = 0
OPTIONAL MATCH (i)-[g:REGULATES]->(t:Theme) WHERE g.valid_from <= $on AND $on < g.valid_to
WITH d, r, t.key AS theme ORDER BY theme
WITH d, r, d.stated_by AS by, collect(theme) AS regulated
CALL (by) {
  // part: ways.bound
}
CALL (d, r, bound) {
  // part: ways.required
}
OPTIONAL MATCH (u)<-[s:POST_IN|MEMBER_OF|COORDINATES]-(p:Post)-[f:FILLS]->(r)
  WHERE s.valid_from <= $on AND $on < s.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND p.valid_from <= $on AND $on < p.valid_to
WITH d, r, regulated, u, p
WITH DISTINCT d, r, regulated, u, p
CALL (p) {
  // part: ways.field
}
WITH d, r, regulated, u, p, themes AS field
WITH d, r, regulated, u, count(p) AS posts, sum(CASE WHEN p IS NOT NULL AND size(field) = 0 THEN 1 ELSE 0 END) AS wide,
  reduce(found = [], list IN collect(field) | found + list) AS field
WITH d, r, u, posts, [t IN regulated WHERE wide = 0 AND NOT t IN field] AS themes
WHERE posts = 0 OR size(themes) > 0
OPTIONAL MATCH (u)<-[s:POST_IN|MEMBER_OF|COORDINATES]-(p:Post)-[f:FILLS]->(r)
WHERE s.valid_from < s.valid_to AND f.valid_from < f.valid_to AND p.valid_from < p.valid_to
WITH d, r, u, posts, themes, CASE WHEN s.valid_to < f.valid_to THEN s.valid_to ELSE f.valid_to END AS ended, p
WITH d, r, u, posts, themes, max(CASE WHEN p.valid_to <= $on AND p.valid_to < ended THEN p.valid_to WHEN ended <= $on THEN ended ELSE null END) AS last
WITH u, r, d.per AS label, posts, last, collect(themes) AS lists, collect(coalesce(d.clauses, [])) AS cited,
  CASE WHEN min(d.valid_from) > u.valid_from THEN min(d.valid_from) ELSE u.valid_from END AS begun
RETURN CASE WHEN u IS NULL THEN [r.key] ELSE [u.key, r.key] END AS subjects,
  reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last > begun THEN last ELSE begun END AS since, u.key AS unit,
  CASE WHEN u IS NULL THEN 'no_unit' WHEN posts = 0 THEN 'none' ELSE 'some_themes' END AS variant,
  r.key AS role, label AS label, reduce(found = [], list IN lists | found + list) AS themes
ORDER BY u.key, r.key
