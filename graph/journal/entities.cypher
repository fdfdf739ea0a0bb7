// name: journal.entities
// title_en: Which nodes are found by their keys
// title_nb: Hvilke noder som blir funnet med nøkkelen sin
// access: read
// params:
//   keys: list -- the keys
// returns:
//   key: str -- a key that was found
// order: key
// example: {keys: ['0']}
//
UNWIND $keys AS key
MATCH (n:Entity {key: key})
RETURN n.key AS key
ORDER BY key
