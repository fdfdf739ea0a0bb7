// name: findings.tally_number
// title_en: Take the number of the next load of which the findings are written down
// title_nb: Ta nummeret til den neste lastingen som det skrives ned funn fra
// access: write
// params: {}
// returns:
//   number: int -- number of the load
// order: number
// example: {}
//
// The first write makes writers take turns, so that no number is taken twice.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
WITH s
OPTIONAL MATCH (t:Tally)
RETURN coalesce(max(t.number), 0) + 1 AS number
ORDER BY number
