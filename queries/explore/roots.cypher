// name: explore.roots
// title_en: The units that no other one holds or serves, with how much lies under each
// title_nb: Enhetene som ingen annen har under seg eller betjener, med hvor mye som ligger under hver
// access: read
// params:
//   on: date -- the day the question is asked for
//   most: int -- how many at the most
// returns:
//   key: str -- Unit.key
//   labels: list -- its labels
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
//   served: bool -- true when the unit above serves it, false when it is a part of that unit
//   units: int -- how many units lie right under it or are served by it
//   posts: int -- how many posts sit in it
// order: served, name_nb, key
// example: {on: 2018-06-01, most: 100}
//
// `served` is false for all of them.
MATCH (n:Unit)
WHERE n.valid_from <= $on AND $on < n.valid_to AND NOT n.key IN $gone
OPTIONAL MATCH (n)-[up:PART_OF]->(:Unit) WHERE up.valid_from <= $on AND $on < up.valid_to
WITH n, count(up) AS above WHERE above = 0
OPTIONAL MATCH (n)<-[care:SERVES]-(:Unit) WHERE care.valid_from <= $on AND $on < care.valid_to
WITH n, count(care) AS served WHERE served = 0
WITH n, served ORDER BY n.name_nb, n.key LIMIT $most
OPTIONAL MATCH (n)<-[p:PART_OF]-(:Unit) WHERE p.valid_from <= $on AND $on < p.valid_to
WITH n, served, count(p) AS parts
OPTIONAL MATCH (n)-[s:SERVES]->(:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH n, served, parts, count(s) AS cares_for
OPTIONAL MATCH (n)<-[q:POST_IN]-(:Post) WHERE q.valid_from <= $on AND $on < q.valid_to
WITH n, served, parts, cares_for, count(q) AS posts
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en, served = 1 AS served,
  parts + cares_for AS units, posts
ORDER BY served, name_nb, key
