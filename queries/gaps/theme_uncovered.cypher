// name: gaps.theme_uncovered
// title_en: Themes without a network
// title_nb: Temaer uten nettverk
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the theme
//   clauses: list -- the clauses that create the bodies
//   since: date -- first day without a body for it
//   unit: str -- always null, for no body is there to name
//   roles: list -- the roles that such bodies fill
//   themes: list -- the theme
// order: subjects
// example: {on: 2018-06-01}
// severity: high
// of: themes
// root: [roles]
// defaults: {}
// why_en: "No {roles:name} covers {themes:name}, so nobody discusses or coordinates it."
// why_nb: "{themes:name} er ikke dekket av noen med rollen {roles:name}, så ingen drøfter eller samordner det."
// remedy_en: "Let one of the bodies cover the theme, or set up a new one."
// remedy_nb: "La et av organene dekke temaet, eller opprett et nytt."
//
// Bodies are the units to which members take matters (member_of) or that take matters to a coordinator
// (coordinated_by).  A body that covers no theme in particular covers all.
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NOT NULL
MATCH (r)-[m:MAY_ESCALATE_TO]-(:Role)
WHERE m.stated_by = i.key AND m.valid_from <= $on AND $on < m.valid_to
  AND ((m.via = 'member_of' AND endNode(m) = r) OR (m.via = 'coordinated_by' AND startNode(m) = r))
WITH DISTINCT i, d, r, i.key AS by
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (u:Unit)-[f:FILLS]->(r)
  WHERE u.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND u.valid_from <= $on AND $on < u.valid_to
OPTIONAL MATCH (u)-[c:COVERS]->(t:Theme) WHERE c.valid_from <= $on AND $on < c.valid_to
WITH i, d, r, u, collect(t.key) AS field
WITH i, d, r, sum(CASE WHEN u IS NOT NULL AND size(field) = 0 THEN 1 ELSE 0 END) AS wide, collect(field) AS fields ORDER BY r.key
WITH i, collect(r.key) AS roles, collect(coalesce(d.clauses, [])) AS cited, sum(wide) AS wide, collect(fields) AS fields
MATCH (i)-[g:REGULATES]->(t:Theme)
WHERE g.valid_from <= $on AND $on < g.valid_to AND wide = 0
  AND none(lists IN fields WHERE any(list IN lists WHERE t.key IN list))
OPTIONAL MATCH (:Unit)-[old:COVERS]->(t) WHERE old.valid_from < old.valid_to AND old.valid_to <= $on
WITH t, g, roles, cited, max(old.valid_to) AS last
WITH t.key AS theme, min(g.valid_from) AS begun, max(last) AS last, collect(roles) AS roles, collect(cited) AS cited
RETURN [theme] AS subjects, reduce(found = [], lists IN cited | found + reduce(these = [], list IN lists | these + list)) AS clauses,
  CASE WHEN last > begun THEN last ELSE begun END AS since, null AS unit,
  reduce(found = [], list IN roles | found + [x IN list WHERE NOT x IN found]) AS roles, [theme] AS themes
ORDER BY theme
