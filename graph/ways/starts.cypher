// name: ways.starts
// title_en: The units that routes begin with, of those asked about
// title_nb: Enhetene som veier begynner med, av dem det er spurt om
// access: part
// params:
//   on: date -- the day
//   roles: list -- Role.key of the roles that a route can begin with
//   about: list -- keys of what is asked about; empty for all
// returns:
//   p: map -- one of them
// order: none -- who uses the part sorts
// example: {on: 2018-06-01, roles: [], about: []}
//
// Stands in `CALL () { }`.
UNWIND CASE WHEN size($about) = 0 THEN [0] ELSE [] END AS every
MATCH (r:Role)<-[f:FILLS]-(p:Unit)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
RETURN p
UNION ALL
UNWIND $about AS key
MATCH (p:Entity {key: key})
WHERE p:Unit AND p.valid_from <= $on AND $on < p.valid_to
MATCH (p)-[f:FILLS]->(r:Role)
WHERE r.key IN $roles AND f.valid_from <= $on AND $on < f.valid_to
RETURN p
