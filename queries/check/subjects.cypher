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
//   props: map -- its properties, with what it said before
// order: key
// example: {keys: [], kinds: [], prefixes: []}
//
// What is named in several ways comes several times.
UNWIND $keys AS key
MATCH (n:Entity {key: key})
RETURN n.key AS key, labels(n) AS labels, properties(n) AS props
UNION ALL
MATCH (n:Entity)
WHERE size($kinds) > 0 AND any(label IN labels(n) WHERE label IN $kinds)
WITH n ORDER BY n.key
RETURN n.key AS key, labels(n) AS labels, properties(n) AS props
UNION ALL
UNWIND $prefixes AS prefix
MATCH (n:Entity)
WHERE n.key STARTS WITH prefix
WITH n ORDER BY n.key
RETURN n.key AS key, labels(n) AS labels, properties(n) AS props
