// name: explore.nodes
// title_en: Some things with who is there and how much lies next to them on a day
// title_nb: Noen ting med hvem som er der og hvor mye som ligger inntil dem på en dag
// access: read
// params:
//   keys: list -- Entity.key of the things
//   types: list -- edge types to count
//   themes: list -- only edges for one of these themes, or for no theme in particular; empty for all
//   on: date -- the day the question is asked for
// returns:
//   key: str -- Entity.key
//   labels: list -- its labels
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
//   state: str -- gone when it does not exist on the day; of a post as ways.occupancy tells it; else null
//   near: int -- how many different things lie next to it
// order: key
// example: {keys: [nothing], types: [PART_OF], themes: [], on: 2018-06-01}
//
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
CALL (n) {
  // part: ways.state
}
WITH n, state, $types AS types
CALL (n, types) {
  CALL (n, types) {
    // part: ways.edges_from
    UNION ALL
    // part: ways.edges_to
  }
  WITH e, o, shared
  WHERE (size($themes) = 0 OR e.themes IS NULL OR any(t IN coalesce(shared.themes, e.themes) WHERE t IN $themes))
  RETURN count(DISTINCT o) AS near
}
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en,
  state, near
ORDER BY key
