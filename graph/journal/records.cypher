// name: journal.records
// title_en: Which records are found by their keys
// title_nb: Hvilke oppføringer som blir funnet med nøkkelen sin
// access: read
// params:
//   keys: list -- the keys
// returns:
//   key: str -- a key that was found
// order: key
// example: {keys: ['0']}
//
UNWIND $keys AS key
MATCH (n:Record {key: key})
RETURN n.key AS key
ORDER BY key
