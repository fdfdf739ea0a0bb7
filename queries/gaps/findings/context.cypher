// name: findings.context
// title_en: What an answer about gaps needs beside the findings
// title_nb: Det et svar om hull trenger i tillegg til funnene
// access: read
// params:
//   on: date -- the day the question is asked for
//   keys: list -- keys of things that the findings speak of
// returns:
//   part: str -- graph (first), name, themes, matters or clause
//   data: map -- the graph's state and how many instructions apply; a thing's key and names; a theme or kind of matter; a clause with its
//     place and its themes
// order: part, key
// example: {on: 2018-06-01, keys: [nothing]}
//
OPTIONAL MATCH (s:GraphState {key: 'graph'})
OPTIONAL MATCH (i:Instruction)-[h:HAS_CLAUSE]->(:Clause) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH s, count(DISTINCT i) AS instructions
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at, instructions: instructions} AS data
UNION ALL
MATCH (i:Instruction)-[:HAS_CLAUSE]->(c:Clause)
WITH i, c ORDER BY i.key, c.position
RETURN 'clause' AS part, {instruction: i.key, key: c.key, position: c.position, themes: c.themes,
  text_nb: c.text_nb, text_en: c.text_en} AS data
UNION ALL
MATCH (i:Instruction)-[g:REGULATES]->(w:Entity) WHERE g.valid_from <= $on AND $on < g.valid_to
WITH i, w ORDER BY i.key, w.key
RETURN CASE WHEN w:Theme THEN 'themes' ELSE 'matters' END AS part, {instruction: i.key, key: w.key} AS data
UNION ALL
UNWIND $keys AS key
MATCH (n:Entity {key: key})
RETURN 'name' AS part, {key: n.key, name_nb: n.name_nb, name_en: n.name_en, labels: labels(n)} AS data
