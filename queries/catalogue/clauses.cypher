// name: catalogue.clauses
// title_en: Every clause and what it created
// title_nb: Alle ledd og hva de har skapt
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph (first), clause or made
//   data: map -- the graph's state; a clause; something that a clause created
// order: part, position
// example: {on: 2018-06-01}
//
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (i:Instruction)-[h:HAS_CLAUSE]->(c:Clause)
WHERE h.valid_from <= $on AND $on < h.valid_to
OPTIONAL MATCH (c)-[r:RAISES]->(q:OpenQuestion) WHERE r.valid_from <= $on AND $on < r.valid_to
WITH i, c, q ORDER BY i.key, c.position, q.number
WITH i, c, collect(q.key) AS questions
RETURN 'clause' AS part, {instruction: i.key, props: properties(c), questions: questions} AS data
UNION ALL
MATCH (d:Duty)-[s:SET_OUT_IN]->(c:Clause)
WHERE s.valid_from <= $on AND $on < s.valid_to
RETURN 'made' AS part, {clause: c.key, sort: 'duties', key: d.key, count: 1} AS data
UNION ALL
MATCH (a:Entity)-[e:DEFINES|MAY_ESCALATE_TO|OWES|EXCLUDES]->(b:Entity)
WHERE e.valid_from <= $on AND $on < e.valid_to
UNWIND e.clauses AS clause
RETURN 'made' AS part, {clause: clause, sort: CASE type(e) WHEN 'DEFINES' THEN 'roles' WHEN 'MAY_ESCALATE_TO' THEN 'steps' WHEN 'OWES' THEN 'relations' ELSE 'exclusions' END,
  key: CASE type(e) WHEN 'DEFINES' THEN b.key WHEN 'MAY_ESCALATE_TO' THEN e.step ELSE a.key + ' ' + coalesce(e.edge, type(e)) + ' ' + b.key END, count: 1} AS data
UNION ALL
CALL {
  // part: ways.all_edges
}
UNWIND e.clauses AS clause
WITH clause, type(e) AS edge_type, sum(number) AS edges
RETURN 'made' AS part, {clause: clause, sort: 'edges', key: edge_type, count: edges} AS data
