// name: explore.between
// title_en: The edges between some things on a day
// title_nb: Kantene mellom noen ting på en dag
// access: read
// params:
//   keys: list -- Entity.key of the things
//   types: list -- edge types to show
//   themes: list -- only edges for one of these themes, or for no theme in particular; empty for all
//   on: date -- the day the question is asked for
//   full: list -- keys of the things whose edges are told in full
// returns:
//   giver: str -- key of the giver
//   type: str -- edge type
//   receiver: str -- key of the receiver
//   props: map -- the edge's own properties; empty for an edge between two things that are not in `full`
// order: giver, type, receiver
// example: {keys: [nothing], types: [PART_OF], themes: [], on: 2018-06-01, full: [nothing]}
//
// Between many things lie many edges; what a picture only counts, need not be carried.
UNWIND $keys AS wanted
MATCH (a:Entity {key: wanted})-[e]->(b:Entity)
WHERE type(e) IN $types AND e.valid_from <= $on AND $on < e.valid_to AND b.key IN $keys
  AND (size($themes) = 0 OR e.themes IS NULL OR any(t IN e.themes WHERE t IN $themes))
RETURN a.key AS giver, type(e) AS type, b.key AS receiver,
  CASE WHEN a.key IN $full OR b.key IN $full THEN properties(e) ELSE {} END AS props
ORDER BY giver, type, receiver
