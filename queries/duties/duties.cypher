// name: duties.duties
// title_en: Every duty with its bearers on a day
// title_nb: Alle plikter med dem som bærer dem på en dag
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph (first) or duty
//   data: map -- the graph's state; a duty and one role that bears it, with who fills the role
// order: part, position, bearer
// example: {on: 2018-06-01}
//
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (r:Role)-[b:BEARS]->(d:Duty)
WHERE b.valid_from <= $on AND $on < b.valid_to
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH r, d, d.stated_by AS by, min(c.position) AS position, collect(c.key) AS clauses
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (n:Entity)-[f:FILLS]->(r) WHERE n.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to
OPTIONAL MATCH (p:Person)-[h:HOLDS]->(n) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH r, d, position, clauses, n, p ORDER BY n.key, p.key
WITH r, d, position, clauses, n, collect(p.key) AS holders
WITH r, d, position, clauses, collect(CASE WHEN n IS NULL THEN null ELSE {key: n.key, name_nb: n.name_nb, name_en: n.name_en,
  labels: labels(n), holders: holders} END) AS bearers
ORDER BY position, d.key, r.key
RETURN 'duty' AS part, {props: properties(d), themes: [t IN coalesce(d.themes, []) WHERE COUNT {
  MATCH (:Entity {key: d.stated_by})-[g:REGULATES]->(:Theme {key: t}) WHERE g.valid_from <= $on AND $on < g.valid_to } > 0],
  role: r.key, role_nb: r.name_nb, role_en: r.name_en,
  clauses: clauses, position: position, bearers: bearers} AS data
