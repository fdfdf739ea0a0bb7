// name: gaps.misplaced_post
// title_en: Posts in another unit than the instruction says
// title_nb: Poster i en annen enhet enn instruksen fastsetter
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the post and the role
//   clauses: list -- the clauses that create the role
//   since: date -- first day on which it had the role there
//   unit: str -- the unit that the post sits in
//   variant: str -- elsewhere or nowhere
//   post: str -- the post
//   role: str -- the role
//   units: list -- the units that it sits in
//   label: str -- code or kind of the unit that the instruction says
//   themes: list -- the themes that the post works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: medium
// of: seated_posts
// defaults: {}
// why_en:
//   elsewhere: "{post:name} sits in {units:name}. The instruction places {role:name} in {label:kind}."
//   nowhere: "{post:name} sits in no unit. The instruction places {role:name} in {label:kind}."
// why_nb:
//   elsewhere: "{post:name} hører til i {units:name}. Instruksen plasserer {role:name} i {label:kind}."
//   nowhere: "{post:name} hører ikke til i noen enhet. Instruksen plasserer {role:name} i {label:kind}."
// remedy_en: "Move the post, or give the role to a post in the right unit."
// remedy_nb: "Flytt posten, eller gi rollen til en post i riktig enhet."
//
// A post somewhere under the unit sits in it too.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.seat IS NOT NULL AND d.filled_by IS NULL
WITH d, r, d.stated_by AS by
CALL (by) {
  // part: ways.bound
}
CALL (r, bound) {
  // part: ways.fillers(Post)
}
WITH d, r, x AS p, f WHERE p IS NOT NULL
OPTIONAL MATCH (p)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH d, r, p, f, u, s ORDER BY u.key
OPTIONAL MATCH way = (u)-[:PART_OF*0..LEVELS]->(above:Unit)
  WHERE all(e IN relationships(way) WHERE e.valid_from <= $on AND $on < e.valid_to) AND ((CASE WHEN $then[above.key] IS NULL THEN above.code ELSE $then[above.key].code END) = d.seat OR d.seat IN labels(above))
WITH d, r, p, f, u, s, count(above) AS fitting
WITH d, r, p, f, collect(u.key) AS units, max(s.valid_from) AS moved, sum(fitting) AS fitting
WHERE fitting = 0
WITH p, r, units, moved, d.seat AS label, min(f.valid_from) AS filled, collect(coalesce(d.clauses, [])) AS cited
WITH p, r, units, moved, filled, collect(label) AS labels, collect(cited) AS cited
CALL (p) {
  // part: ways.field
}
RETURN [p.key, r.key] AS subjects, reduce(found = [], lists IN cited | found + reduce(these = [], list IN lists | these + list)) AS clauses,
  CASE WHEN moved > filled THEN moved ELSE filled END AS since, CASE WHEN size(units) = 0 THEN null ELSE units[0] END AS unit,
  CASE WHEN size(units) = 0 THEN 'nowhere' ELSE 'elsewhere' END AS variant, p.key AS post, r.key AS role, units AS units, labels[0] AS label,
  themes AS themes
ORDER BY p.key, r.key
