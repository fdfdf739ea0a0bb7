// name: content.nodes
// title_en: Every node of the graph
// title_nb: Alle nodene i grafen
// access: read
// params: {}
// returns:
//   labels: list -- all its labels
//   props: map -- all its properties
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// example: {}
//
MATCH (n:Entity)
RETURN labels(n) AS labels, properties(n) AS props
