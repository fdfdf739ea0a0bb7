// name: queries.came_back
// title_en: Things that ended and came back
// title_nb: Ting som tok slutt og kom tilbake
// access: read
// params: {}
// returns:
//   key: str -- Entity.key
//   labels: list -- its labels
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
//   dated: str -- all that it said before, as the node keeps it
// order: key
// example: {}
//
MATCH (n:Entity)
WHERE n.changed_on > '0001-01-01' AND n.dated CONTAINS '"gone"'
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en, n.dated AS dated
ORDER BY n.key
