// name: check.subjects
// title_en: What the lines of a file of expectations name
// title_nb: Det linjene i en fil med forventninger nevner
// access: read
// params:
//   keys: list -- keys that are named outright
//   kinds: list -- labels that stand for all that carry them
//   prefixes: list -- beginnings of keys; what begins so is meant
// returns:
//   key: str -- Entity.key
//   labels: list -- its labels
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
//   valid_from: date -- first day on which it exists
//   valid_to: date -- first day on which it no longer exists
// order: key
// example: {keys: [], kinds: [], prefixes: []}
//
// What is named in several ways comes several times.
UNWIND $keys AS key
MATCH (n:Entity {key: key})
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en,
  n.valid_from AS valid_from, n.valid_to AS valid_to
UNION ALL
MATCH (n:Entity)
WHERE size($kinds) > 0 AND any(label IN labels(n) WHERE label IN $kinds)
WITH n ORDER BY n.key
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en,
  n.valid_from AS valid_from, n.valid_to AS valid_to
UNION ALL
UNWIND $prefixes AS prefix
MATCH (n:Entity)
WHERE n.key STARTS WITH prefix
WITH n ORDER BY n.key
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en,
  n.valid_from AS valid_from, n.valid_to AS valid_to
