// name: check.fillers
// title_en: The posts and bodies that fill roles on a day, and the units they belong to
// title_nb: Postene og organene som fyller roller på en dag, og enhetene de hører til
// access: read
// params:
//   roles: list -- Role.key
//   on: date -- the day the question is asked for
// returns:
//   role: str -- Role.key
//   key: str -- key of the post or unit
//   is_post: bool -- true for a post
//   state: str -- of a post, as ways.occupancy tells it
//   deputies: int -- how many step in and are not away from it
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
//   units: list -- Unit.key of the units that it sits in, is a member of, leads or is itself
// order: role, key
// example: {roles: [], on: 2018-06-01}
//
UNWIND $roles AS role
MATCH (n:Entity)-[f:FILLS]->(r:Role {key: role})
WHERE f.valid_from <= $on AND $on < f.valid_to AND n.valid_from <= $on AND $on < n.valid_to
OPTIONAL MATCH (n)-[x:POST_IN|MEMBER_OF|COORDINATES]->(u:Unit) WHERE x.valid_from <= $on AND $on < x.valid_to
WITH r, n, u ORDER BY r.key, n.key, u.key
WITH r, n, n AS p, collect(DISTINCT u.key) AS units
CALL (p) {
  // part: ways.occupancy
}
RETURN r.key AS role, n.key AS key, 'Post' IN labels(n) AS is_post,
  state, size(deputies) AS deputies, n.name_nb AS name_nb, n.name_en AS name_en,
  CASE WHEN 'Post' IN labels(n) THEN units ELSE units + [n.key] END AS units
ORDER BY role, key
