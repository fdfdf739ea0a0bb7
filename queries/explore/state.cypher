// name: explore.state
// title_en: The fingerprint of the graph, when it was last changed, and its newest change set
// title_nb: Grafens fingeravtrykk, når den sist ble endret, og det nyeste endringssettet
// access: read
// params: {}
// returns:
//   fingerprint: str -- hash of the content
//   as_of: str -- when it was last written, UTC
//   number: int -- number of the newest change set, which acceptances are too; none in a graph without a journal
// order: fingerprint
// example: {}
//
// No row for an empty graph.  Asked at every click of the dashboard, so it touches one node only.
MATCH (s:GraphState {key: 'graph'})
RETURN s.fingerprint AS fingerprint, s.loaded_at AS as_of, s.change_set AS number
ORDER BY fingerprint
