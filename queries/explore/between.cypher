// name: explore.between
// title_en: The edges between some things on a day
// title_nb: Kantene mellom noen ting på en dag
// access: read
// params:
//   keys: list -- Entity.key of the things
//   types: list -- edge types to show
//   themes: list -- only edges for one of these themes, or for no theme in particular; empty for all
//   on: date -- the day the question is asked for
// returns:
//   giver: str -- key of the giver
//   type: str -- edge type
//   receiver: str -- key of the receiver
//   props: map -- the edge's own properties
// order: giver, type, receiver
// example: {keys: [nothing], types: [PART_OF], themes: [], on: 2018-06-01}
//
UNWIND $keys AS wanted
MATCH (a:Entity {key: wanted})-[e]->(b:Entity)
WHERE type(e) IN $types AND e.valid_from <= $on AND $on < e.valid_to AND b.key IN $keys
  AND (size($themes) = 0 OR e.themes IS NULL OR any(t IN e.themes WHERE t IN $themes))
RETURN a.key AS giver, type(e) AS type, b.key AS receiver, properties(e) AS props
ORDER BY giver, type, receiver
