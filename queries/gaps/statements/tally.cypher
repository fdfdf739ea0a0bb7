// name: gaps.statements.tally
// title_en: Write down what was found after a load
// title_nb: Skriv ned hva som ble funnet etter en lasting
// access: write
// params:
//   on: date -- the day that the rules were asked for
//   fingerprint: str -- of the graph
//   at: str -- when it was written down, ISO 8601 in UTC
//   parts: rows -- lists of findings, each written as one text
// returns:
//   number: int -- number of the load
// order: number
// example: {on: 2018-06-01, fingerprint: 'sha256:0', at: '2018-06-01T00:00:00Z', parts: [['[]']]}
//
// In parts, because an engine does not like very long properties.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
WITH s
OPTIONAL MATCH (t:Tally)
WITH coalesce(max(t.number), 0) + 1 AS number
UNWIND range(0, size($parts) - 1) AS place
CREATE (:Record:Tally {key: 'tally:' + toString(number) + ':' + toString(place + 1), number: number, part: place + 1, day: $on,
  fingerprint: $fingerprint, findings: $parts[place], recorded_at: $at})
RETURN DISTINCT number AS number
ORDER BY number
