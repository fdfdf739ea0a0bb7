// name: ways.state
// title_en: Whether a thing exists, and of a post whether somebody is there
// title_nb: Om noe finnes, og for en post om noen er der
// access: part
// params:
//   on: date -- the day
// returns:
//   state: str -- gone when it does not exist on the day; of a post as ways.occupancy tells it; else null
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in `CALL (n) { }`.
WITH n, n AS p
CALL (p) {
  // part: ways.occupancy
}
RETURN CASE WHEN $on < n.valid_from OR n.valid_to <= $on OR n.key IN $gone THEN 'gone'
  WHEN n:Post THEN state ELSE null END AS state
