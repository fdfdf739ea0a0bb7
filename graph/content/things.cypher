// name: content.things
// title_en: Some nodes
// title_nb: Noen noder
// access: read
// params:
//   keys: list -- Entity.key
// returns:
//   labels: list -- all its labels
//   props: map -- all its properties
// order: none -- they are looked up by key
// example: {keys: []}
//
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
RETURN labels(n) AS labels, properties(n) AS props
