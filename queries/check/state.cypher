// name: check.state
// title_en: The state of the graph that expectations are held against
// title_nb: Tilstanden til grafen som forventningene prøves mot
// access: read
// params: {}
// returns:
//   part: str -- graph
//   data: map -- fingerprint and time of the last write; both null for an empty graph
// order: none -- a single row
// example: {}
//
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
