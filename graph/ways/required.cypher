// name: ways.required
// title_en: The units that each need somebody in a role, of those asked about
// title_nb: Enhetene som hver trenger noen i en rolle, av dem det er spurt om
// access: part
// params:
//   on: date -- the day
//   about: list -- keys of what is asked about; empty for all
// returns:
//   u: map -- one that is there on the day; null when none is found
// order: none -- who uses the part sorts
// example: {on: 2018-06-01, about: []}
//
// Stands in `CALL (d, r, bound) { }`, of a definition with `per`, its role, and whom its instruction binds.  Whoever asks about a role asks about all that need it.
UNWIND CASE WHEN size($about) = 0 OR r.key IN $about THEN [d.per] ELSE [] END AS label
OPTIONAL MATCH (u:$(label)) WHERE u.stated_by IN bound AND u.valid_from <= $on AND $on < u.valid_to AND NOT u.key IN $gone
RETURN u
UNION ALL
UNWIND CASE WHEN size($about) = 0 OR r.key IN $about THEN [] ELSE $about END AS key
MATCH (u:Entity {key: key})
WHERE d.per IN labels(u) AND u.stated_by IN bound AND u.valid_from <= $on AND $on < u.valid_to AND NOT u.key IN $gone
RETURN u
