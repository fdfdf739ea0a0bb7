// name: engine.written
// title_en: How often the graph was written to
// title_nb: Hvor mange ganger det er skrevet til grafen
// access: read
// params: {}
// returns:
//   writing: int -- number of writes that took the lock
//   fingerprint: str -- hash of the content
// order: writing
// example: {}
//
// What a copy of the graph is compared by; no row at all for an empty graph.
MATCH (s:GraphState {key: 'graph'})
RETURN s.writing AS writing, s.fingerprint AS fingerprint
