// name: denominators.entries
// title_en: holdings of posts, and units with a role
// title_nb: innehav av poster, og enheter med en rolle
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// What the organisation's files state about who is where.
MATCH (:Person)-[h:HOLDS]->(:Post)
WHERE h.valid_from <= $on AND $on < h.valid_to
WITH count(h) AS holdings
OPTIONAL MATCH (:Instruction)-[d:DEFINES]->(r:Role) WHERE d.valid_from <= $on AND $on < d.valid_to
WITH DISTINCT holdings, r, coalesce(d.stated_by, '') AS by
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (u:Unit)-[f:FILLS]->(r)
  WHERE u.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND u.valid_from <= $on AND $on < u.valid_to
WITH holdings, count(DISTINCT u) AS units
RETURN holdings + units AS n
