// name: ways.occupancy
// title_en: Whether somebody is at a post, and who
// title_nb: Om noen er ved en post, og hvem
// access: part
// params:
//   on: date -- the day
// returns:
//   state: str -- filled; absent (held, but everybody who holds it is away); unknown (nobody has told who holds it); vacant
//   since: str -- first day of a state other than filled; null where nobody has held it before
//   until: str -- for an absence, the first day on which somebody is back
//   holders: list -- who is there, or, where nobody is, who holds it, each with key, name_nb, name_en,
//     synthetic, began (first day), confirmed (day or null) and by (whose fact it is)
//   deputies: list -- the people who step in and are not away from it, each with key, name_nb, name_en, synthetic
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in `CALL (p) { }`.  This is the one place that decides; a deputy is a person, or whoever holds a deputising post.
OPTIONAL MATCH (x:Person)-[h:HOLDS]->(p) WHERE h.valid_from <= $on AND h.valid_from < h.valid_to
OPTIONAL MATCH (x)-[a:ABSENT_FROM]->(p) WHERE a.valid_from <= $on AND $on < a.valid_to
WITH p, x, h, min(a.valid_from) AS gone, max(a.valid_to) AS back ORDER BY x.key
WITH p, max(h.valid_to) AS last, collect(CASE WHEN h IS NULL OR h.valid_to <= $on THEN null ELSE {key: x.key, name_nb: x.name_nb,
  name_en: x.name_en, synthetic: x.synthetic, gone: gone, back: back,
  began: h.valid_from, confirmed: h.confirmed, by: h.stated_by} END) AS held
WITH p, last, held, [one IN held WHERE one.gone IS NULL] AS present
OPTIONAL MATCH (d:Entity)-[dep:DEPUTISES_FOR]->(p) WHERE dep.valid_from <= $on AND $on < dep.valid_to
OPTIONAL MATCH (other:Person)-[oh:HOLDS]->(d) WHERE oh.valid_from <= $on AND $on < oh.valid_to
WITH p, last, held, present, d.key AS through, CASE WHEN d:Person THEN d ELSE other END AS who
OPTIONAL MATCH (who)-[too:ABSENT_FROM]->(p) WHERE too.valid_from <= $on AND $on < too.valid_to
WITH p, last, held, present, through, who, count(too) AS away ORDER BY through, who.key
WITH p, last, held, present, collect(DISTINCT CASE WHEN who IS NULL OR away > 0 THEN null ELSE {key: who.key,
  name_nb: who.name_nb, name_en: who.name_en, synthetic: who.synthetic} END) AS deputies
WITH deputies, last, held, present, CASE WHEN size(present) > 0 THEN 'filled' WHEN size(held) > 0 THEN 'absent'
  WHEN (CASE WHEN $then[p.key] IS NULL THEN p.occupancy ELSE $then[p.key].occupancy END) = 'unknown' THEN 'unknown' ELSE 'vacant' END AS state
RETURN state,
  CASE state WHEN 'filled' THEN null WHEN 'absent' THEN reduce(day = '', one IN held | CASE WHEN one.gone > day THEN one.gone ELSE day END)
    ELSE last END AS since,
  CASE WHEN state = 'absent' THEN reduce(day = '9999-12-31', one IN held | CASE WHEN one.back < day THEN one.back ELSE day END) ELSE null END AS until,
  CASE WHEN state = 'filled' THEN present ELSE held END AS holders, deputies
