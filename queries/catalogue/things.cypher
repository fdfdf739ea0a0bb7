// name: catalogue.things
// title_en: All things of a kind on a day
// title_nb: Alle ting av ett slag på en dag
// access: read
// params:
//   label: str -- the label that they carry
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph (first) or item
//   data: map -- the graph's state, or a thing's properties and labels
// order: part, key
// example: {label: Unit, on: 2018-06-01}
//
// Things that are not there on the day are left out.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (n:Entity)
WHERE $label IN labels(n) AND n.valid_from <= $on AND $on < n.valid_to AND NOT n.key IN $gone
WITH n ORDER BY n.key
RETURN 'item' AS part, {props: properties(n), labels: labels(n)} AS data
