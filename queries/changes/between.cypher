// name: changes.between
// title_en: What began and what ended after one day and up to another
// title_nb: Det som begynte og det som tok slutt etter en dag og fram til en annen
// access: read
// params:
//   since: date -- the earlier day; what happened on it belongs to the time before
//   until: date -- the later day; what happened on it counts
//   labels: list -- things with one of these labels
//   types: list -- edges of these types
// returns:
//   part: str -- graph (first), thing or edge
//   data: map -- the graph's state; a thing; an edge with the things at its ends
// order: part, key
// example: {since: 2018-01-01, until: 2018-06-01, labels: [Unit, Post, Person], types: [HOLDS, MEMBER_OF]}
//
// Something begins on its valid_from, and on its valid_to it is no longer there.  What has no time at
// all (it ended on the day it began) never was.  Derived edges follow from the others and are left out.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (n:Entity)
WHERE n.valid_from < n.valid_to
  AND (($since < n.valid_from AND n.valid_from <= $until) OR ($since < n.valid_to AND n.valid_to <= $until))
  AND any(label IN labels(n) WHERE label IN $labels)
WITH n ORDER BY n.key
RETURN 'thing' AS part, {key: n.key, labels: labels(n), name_nb: n.name_nb, name_en: n.name_en,
  valid_from: n.valid_from, valid_to: n.valid_to} AS data
UNION ALL
MATCH (a:Entity)-[e]->(b:Entity)
WHERE type(e) IN $types AND e.derived_from IS NULL AND e.valid_from < e.valid_to
  AND (($since < e.valid_from AND e.valid_from <= $until) OR ($since < e.valid_to AND e.valid_to <= $until))
WITH a, e, b ORDER BY a.key, type(e), b.key, e.valid_from
RETURN 'edge' AS part, {type: type(e), valid_from: e.valid_from, valid_to: e.valid_to, on_behalf_of: e.on_behalf_of,
  giver: a.key, giver_nb: a.name_nb, giver_en: a.name_en, giver_labels: labels(a),
  receiver: b.key, receiver_nb: b.name_nb, receiver_en: b.name_en, receiver_labels: labels(b)} AS data
