// name: queries.valid_names
// title_en: Every key of the graph with its label, for suggestions
// title_nb: Alle nøkler i grafen med merkelapp, til forslag
// access: read
// params: {}
// returns:
//   key: str -- Entity.key
//   labels: list -- its labels
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
// order: key
// example: {}
//
MATCH (n:Entity)
WHERE NOT n:GraphState
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en
ORDER BY key
