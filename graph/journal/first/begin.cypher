// name: first.begin
// title_en: Mark an empty graph as one that is not whole yet
// title_nb: Merk en tom graf som en som ikke er hel ennå
// access: write
// params:
//   token: str -- who loads
// returns:
//   token: str -- the same; no row where the graph is not empty
// order: token
// example: {token: none}
//
OPTIONAL MATCH (n:Entity) WHERE n.key <> 'graph'
WITH count(n) AS entities
OPTIONAL MATCH (r:Record)
WITH entities, count(r) AS records
OPTIONAL MATCH (s:GraphState {key: 'graph'})
WITH entities, records, s.fingerprint AS fingerprint
OPTIONAL MATCH (m:FirstLoad)
WITH entities, records, fingerprint, count(m) AS marks
WHERE entities + records + marks = 0 AND fingerprint IS NULL
CREATE (m:FirstLoad {key: 'first', token: $token, batches: 0})
RETURN m.token AS token
