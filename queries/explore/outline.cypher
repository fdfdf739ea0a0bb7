// name: explore.outline
// title_en: Which units lie under which, a row for each kind under a unit
// title_nb: Hvilke enheter som ligger under hvilke, en rad for hvert slag under en enhet
// access: read
// params:
//   on: date -- the day the question is asked for
//   most: int -- how many keys of a row at the most
// returns:
//   above: str -- Unit.key of the unit above
//   via: str -- PART_OF for its parts, SERVES for the units that it serves
//   labels: list -- labels of the units under it
//   total: int -- how many they are
//   keys: list -- keys of the first of them, by name
//   first: str -- the first of those keys
// order: above, via, first
// example: {on: 2018-06-01, most: 100}
//
MATCH (u:Unit)-[e:PART_OF|SERVES]-(n:Unit)
WHERE e.valid_from <= $on AND $on < e.valid_to
  AND ((type(e) = 'PART_OF' AND endNode(e) = u) OR (type(e) = 'SERVES' AND startNode(e) = u))
WITH u.key AS above, type(e) AS via, labels(n) AS labels, n.name_nb AS name, n.key AS key
ORDER BY above, via, name, key
WITH above, via, labels, collect(DISTINCT key) AS found
RETURN above, via, labels, size(found) AS total, found[0..$most] AS keys, found[0] AS first
ORDER BY above, via, first
