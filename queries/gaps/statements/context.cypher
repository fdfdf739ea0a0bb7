// name: gaps.statements.context
// title_en: What an answer about gaps needs beside the findings
// title_nb: Det et svar om hull trenger i tillegg til funnene
// access: read
// params:
//   keys: list -- keys of things that the findings speak of
// returns:
//   part: str -- graph (first) or name
//   data: map -- the graph's state; a thing's key and name
// order: part, key
// example: {keys: [nothing]}
//
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
UNWIND $keys AS key
MATCH (n:Entity {key: key})
RETURN 'name' AS part, {key: n.key, name_nb: n.name_nb, name_en: n.name_en} AS data
