// name: journal.keys
// title_en: The key of every node, found without an index
// title_nb: Nøkkelen til alle nodene, funnet uten indeks
// access: read
// params: {}
// returns:
//   sort: str -- Entity or Record
//   key: str -- its key; none where it has been taken away
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// example: {}
//
MATCH (n:Entity) RETURN 'Entity' AS sort, n.key AS key
UNION ALL
MATCH (n:Record) RETURN 'Record' AS sort, n.key AS key
