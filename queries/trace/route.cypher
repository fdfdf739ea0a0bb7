// name: trace.route
// title_en: All that a route is made of, in one answer
// title_nb: Alt en vei består av, i ett svar
// access: read
// params:
//   start: str -- key of the post, unit or person that asks
//   theme: str -- Theme.key
//   matter: str -- MatterKind.key
//   on: date -- the day the question is asked for
// returns:
//   part: str -- what the row tells of, see below
//   key: str -- the node or role that it tells about
//   data: map -- what it tells
// order: part, key, data
// example: {start: 'nowhere', theme: 'none', matter: 'none', on: 2018-06-01}
//
// What the instructions say is asked apart, see trace.norm, because it is the same for everybody.
// `question`: the start, theme and matter as the graph knows them, and the graph's fingerprint.
// `source`: an organisation, and the day on which a source last restated all that it states.
// `entry`: where the asker's own routes can begin: the node itself, a post the person holds, the unit
// the post sits in; `hops` tells how far off, `by` which organisation states it.
// `edge`: a step that is open on the day for this theme and matter, reachable from an entry; `shared` tells by what
// the start has a step that others have too.
// `node`: a post or body on the way: who is there and who steps in, members, and the roles that the
// instruction wants as members but that nobody fills.
OPTIONAL MATCH (start:Entity {key: $start})
OPTIONAL MATCH (theme:Theme {key: $theme})
OPTIONAL MATCH (matter:MatterKind {key: $matter})
OPTIONAL MATCH (state:GraphState {key: 'graph'})
RETURN 'question' AS part, $start AS key, {
  start: properties(start), labels: labels(start), theme: properties(theme), matter: properties(matter),
  fingerprint: state.fingerprint, loaded_at: state.loaded_at} AS data
UNION ALL
MATCH (o:Organisation)
RETURN 'source' AS part, o.key AS key, {
  confirmed: CASE WHEN $then[o.key] IS NULL THEN o.confirmed_on ELSE $then[o.key].confirmed_on END} AS data
UNION ALL
MATCH (start:Entity {key: $start})
MATCH path = (start)-[:HOLDS*0..1]->(post:Entity)-[:POST_IN*0..1]->(entry:Entity)
WHERE all(e IN relationships(path) WHERE e.valid_from <= $on AND $on < e.valid_to)
WITH entry, min(length(path)) AS hops
OPTIONAL MATCH (entry)-[f:FILLS]->(role:Role)
  WHERE f.valid_from <= $on AND $on < f.valid_to
WITH entry, hops, role ORDER BY role.key
WITH entry, hops, collect(role.key) AS roles
RETURN 'entry' AS part, entry.key AS key, {hops: hops, roles: roles, by: entry.stated_by} AS data
UNION ALL
MATCH (start:Entity {key: $start})
CALL (start) {
  // part: ways.steps
  RETURN n, e, o, shared
}
RETURN 'edge' AS part, n.key AS key, {receiver: o.key, props: properties(e), shared: shared} AS data
UNION ALL
MATCH (start:Entity {key: $start})
CALL (start) {
  MATCH path = (start)-[:HOLDS*0..1]->(:Entity)-[:POST_IN*0..1]->(n:Entity)
  WHERE all(e IN relationships(path) WHERE e.valid_from <= $on AND $on < e.valid_to)
  RETURN n
  UNION
  // part: ways.steps
  RETURN o AS n
}
WITH DISTINCT n
// part: ways.occupancies
RETURN 'node' AS part, n.key AS key, {on: $on, props: properties(n), labels: labels(n), line: line,
  unit: u.key, unit_nb: u.name_nb, unit_en: u.name_en, state: state, since: since, until: until, holders: holders, deputies: deputies,
  members: members, wanted: wanted} AS data
