// name: ways.fillers
// title_en: Those who fill a role, of those asked about
// title_nb: De som fyller en rolle, av dem det er spurt om
// access: part
// params:
//   on: date -- the day
//   about: list -- keys of what is asked about; empty for all
// returns:
//   x: map -- one who is there on the day and fills the role
//   f: map -- the edge FILLS that holds then; both null when nobody is found
// order: none -- who uses the part sorts
// example: {on: 2018-06-01, about: []}
//
// Stands in `CALL (r, bound) { }` as `ways.fillers(Post)` or of another label.  Whoever asks about a role asks about all who fill it.
UNWIND CASE WHEN size($about) = 0 OR r.key IN $about THEN [r] ELSE [] END AS role
OPTIONAL MATCH (x:LABEL)-[f:FILLS]->(role)
  WHERE x.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND x.valid_from <= $on AND $on < x.valid_to
RETURN x, f
UNION ALL
UNWIND CASE WHEN size($about) = 0 OR r.key IN $about THEN [] ELSE $about END AS key
MATCH (x:Entity {key: key})
WHERE x:LABEL AND x.stated_by IN bound AND x.valid_from <= $on AND $on < x.valid_to
MATCH (x)-[f:FILLS]->(role:Role)
WHERE role.key = r.key AND f.valid_from <= $on AND $on < f.valid_to
RETURN x, f
