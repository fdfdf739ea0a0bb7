// name: journal.set_state
// title_en: Write down what the graph holds now
// title_nb: Skriv ned hva grafen inneholder nå
// access: write
// params:
//   fingerprint: str -- of the content
//   sum: str -- what it was made of, in hexadecimal digits
//   derived: str -- number and hash of the derived edges by type, as JSON
//   nodes: int -- how many nodes of content there are
//   edges: int -- how many edges there are
//   form: int -- number of the way in which facts are kept
//   at: str -- when it was written, ISO 8601 in UTC
// returns:
//   key: str -- key of the state node
// order: key
// example: {fingerprint: 'sha256:0', sum: '0', derived: '{}', nodes: 0, edges: 0, form: 0, at: '2018-06-01T00:00:00Z'}
//
MATCH (s:GraphState {key: 'graph'})
SET s.fingerprint = $fingerprint, s.sum = $sum, s.derived = $derived, s.node_count = $nodes, s.edge_count = $edges, s.form = $form, s.loaded_at = $at
RETURN s.key AS key
