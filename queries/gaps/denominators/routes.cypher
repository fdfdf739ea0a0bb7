// name: denominators.routes
// title_en: regulated routes (a unit, a theme and a kind of matter; `ansvar coverage --by unit` shows them)
// title_nb: regulerte veier (en enhet, et tema og en sakstype; `ansvar coverage --by unit` viser dem)
// access: read
// params:
//   on: date -- the day the question is asked for
//   routes: rows -- what walking found; see queries/gaps/walks.py
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01, routes: []}
//
// Those about which the instruction says something.  Where there is no place at all,
// each role that routes begin with counts as one.
OPTIONAL MATCH (:Instruction)-[d:DEFINES]->(r:Role)
  WHERE d.starts AND size($routes) = 0 AND d.valid_from <= $on AND $on < d.valid_to
WITH count(DISTINCT r) AS roles
RETURN roles + reduce(sum = 0, route IN $routes | sum + CASE WHEN route.status = 'not_said' THEN 0 ELSE route.cells END) AS n
