// name: catalogue.kinds
// title_en: How many things there are of each kind on a day
// title_nb: Hvor mange ting det er av hvert slag på en dag
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph (first) or labels
//   data: map -- the graph's state; a set of labels with a count
// order: part
// example: {on: 2018-06-01}
//
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (n:Entity)
WHERE n.valid_from <= $on AND $on < n.valid_to AND NOT n.key IN $gone
WITH labels(n) AS carried, count(n) AS things
RETURN 'labels' AS part, {labels: carried, count: things} AS data
