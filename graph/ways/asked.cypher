// name: ways.asked
// title_en: The things of a kind that are asked about
// title_nb: Tingene av et slag det er spurt om
// access: part
// params:
//   about: list -- keys of what is asked about; empty for all
// returns:
//   x: map -- one of them, whether or not it is there on some day
// order: none -- who uses the part sorts
// example: {about: []}
//
// Stands in `CALL () { }` as `ways.asked(Unit)` or of another label.
UNWIND CASE WHEN size($about) = 0 THEN [0] ELSE [] END AS every
MATCH (x:LABEL)
RETURN x
UNION ALL
UNWIND $about AS key
MATCH (x:Entity {key: key})
WHERE x:LABEL
RETURN x
