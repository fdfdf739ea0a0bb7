// name: explore.ego
// title_en: What lies next to some things on a day
// title_nb: Det som ligger inntil noen ting på en dag
// access: read
// params:
//   keys: list -- Entity.key of the things to stand on
//   types: list -- edge types to follow
//   themes: list -- only edges for one of these themes, or for no theme in particular; empty for all
//   on: date -- the day the question is asked for
//   most: int -- how many neighbours of each thing by each edge type at the most
// returns:
//   key: str -- the thing that is stood on
//   via: str -- an edge type; the first in alphabetical order where a neighbour has several
//   total: int -- how many neighbours there are by it
//   near: list -- keys of the first of them, in order
// order: key, via
// example: {keys: [nothing], types: [PART_OF], themes: [], on: 2018-06-01, most: 10}
//
// One ring.  A wider picture asks again with what was found, so that a thing with ten thousand
// neighbours costs one long list and never their neighbours.
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
WITH wanted, n, $types AS types
CALL (n, types) {
  // part: ways.edges_from
  UNION ALL
  // part: ways.edges_to
}
WITH wanted, e, o, shared
WHERE (size($themes) = 0 OR e.themes IS NULL OR any(t IN coalesce(shared.themes, e.themes) WHERE t IN $themes))
WITH wanted, o.key AS near, min(type(e)) AS via ORDER BY wanted, via, near
WITH wanted, via, collect(near) AS found
RETURN wanted AS key, via, size(found) AS total, found[0..$most] AS near
ORDER BY key, via
