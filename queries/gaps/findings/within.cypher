// name: findings.within
// title_en: A unit and all that lies under it
// title_nb: En enhet og alt som ligger under den
// access: read
// params:
//   unit: str -- Unit.key
//   on: date -- the day the question is asked for
// returns:
//   key: str -- key of a unit or post
// order: key
// example: {unit: nothing, on: 2018-06-01}
//
// Units that are part of it, at any depth, the places that these serve, and the posts in all of them.
// No row at all: there is no such unit.
MATCH (top:Unit {key: $unit})
MATCH path = (top)<-[:PART_OF*0..LEVELS]-(below:Unit)
WHERE all(e IN relationships(path) WHERE e.valid_from <= $on AND $on < e.valid_to)
WITH DISTINCT below
OPTIONAL MATCH (below)-[s:SERVES]->(place:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH below, collect(place) AS places
UNWIND places + [below] AS u
WITH DISTINCT u
OPTIONAL MATCH (p:Post)-[sits:POST_IN]->(u) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH u, collect(p.key) AS posts
UNWIND posts + [u.key] AS key
RETURN DISTINCT key AS key
ORDER BY key
