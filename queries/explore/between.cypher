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
//   shared: map -- by what the things have an edge that others have too; see graph/ways
// order: giver, type, receiver
// example: {keys: [nothing], types: [PART_OF], themes: [], on: 2018-06-01, full: [nothing]}
//
// Between many things lie many edges; what a picture only counts, need not be carried.
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
WITH n, $types AS types
CALL (n, types) {
  // part: ways.edges_from
}
WITH n, e, o, shared
WHERE o.key IN $keys
  AND (size($themes) = 0 OR e.themes IS NULL OR any(t IN coalesce(shared.themes, e.themes) WHERE t IN $themes))
WITH n.key AS giver, type(e) AS type, o.key AS receiver, e, shared, n.key IN $full OR o.key IN $full AS whole
RETURN giver, type, receiver, CASE WHEN whole THEN properties(e) ELSE {} END AS props,
  CASE WHEN whole THEN shared ELSE null END AS shared
ORDER BY giver, type, receiver
