// name: duties.of
// title_en: The duties of a person, post, unit or role on a day
// title_nb: Pliktene til en person, post, enhet eller rolle på en dag
// access: read
// params:
//   key: str -- Entity.key
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph (first), start or duty
//   data: map -- the graph's state; the one asked about; a duty, the role that bears it and the way there
// order: part, position, role
// example: {key: nothing, on: 2018-06-01}
//
// A duty is left out for those who work on none of its themes, and told for those of its themes that they work on.
// deputy: by a post that she stands in for.  own: by a post that she holds, or by the unit itself.  through: by a network that the post is a
// member of or coordinates, unless an instruction keeps it out.  unit: by the unit that the post sits in, which fills a role as such; what is
// laid on units further up in the line is left out.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (n:Entity {key: $key})
RETURN 'start' AS part, {props: properties(n), labels: labels(n)} AS data
UNION ALL
MATCH (start:Entity {key: $key})
MATCH path = (start)-[:HOLDS|DEPUTISES_FOR*0..1]->(:Entity)-[:MEMBER_OF|COORDINATES|POST_IN*0..1]->(n:Entity)-[:FILLS*0..1]->(r:Role)-[b:BEARS]->(d:Duty)
WHERE all(e IN relationships(path) WHERE e.valid_from <= $on AND $on < e.valid_to)
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH d, r, n, c, relationships(path) AS ties, [x IN nodes(path) WHERE x:Post | x][0] AS p
// part: ways.barred(n)
WITH d, r, n, c, ties, count(bar) AS bars
WHERE bars = 0
WITH d, r, n, [e IN ties WHERE type(e) IN ['MEMBER_OF', 'COORDINATES', 'POST_IN', 'DEPUTISES_FOR'] | type(e)] AS by, c
ORDER BY c.position
WITH d, r, n, by AS ties, d.stated_by AS by, min(c.position) AS position, collect(c.key) AS clauses
CALL (by) {
  // part: ways.bound
}
WITH d, r, n, ties AS by, position, clauses ORDER BY position, d.key, r.key, n.key WHERE n:Role OR n.stated_by IN bound
CALL (n) {
  WITH n AS p
  // part: ways.field
}
WITH d, r, n, by, position, clauses, themes
WHERE size(themes) = 0 OR d.themes IS NULL OR any(t IN d.themes WHERE t IN themes)
RETURN 'duty' AS part, {props: properties(d), themes: [t IN coalesce(d.themes, []) WHERE (size(themes) = 0 OR t IN themes) AND COUNT {
  MATCH (:Entity {key: d.stated_by})-[g:REGULATES]->(:Theme {key: t}) WHERE g.valid_from <= $on AND $on < g.valid_to } > 0],
  role: r.key, role_nb: r.name_nb, role_en: r.name_en, bearer: n.key,
  bearer_nb: n.name_nb, bearer_en: n.name_en, how: CASE WHEN size(by) = 0 THEN 'own' WHEN by[0] = 'DEPUTISES_FOR' THEN 'deputy' WHEN by[0] = 'POST_IN' THEN 'unit' ELSE 'through' END,
  clauses: clauses, position: position} AS data
