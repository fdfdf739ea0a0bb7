// name: explore.state
// title_en: The fingerprint of the graph and when it was last changed
// title_nb: Grafens fingeravtrykk og når den sist ble endret
// access: read
// params: {}
// returns:
//   fingerprint: str -- hash of the content
//   as_of: str -- when it was last written, UTC
// order: fingerprint
// example: {}
//
// No row for an empty graph.  Asked at every click of the dashboard, so it touches one node only.
MATCH (s:GraphState {key: 'graph'})
RETURN s.fingerprint AS fingerprint, s.loaded_at AS as_of
ORDER BY fingerprint
