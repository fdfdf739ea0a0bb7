// name: coverage.network
// title_en: Everybody a matter can come to, and where it goes from there
// title_nb: Alle en sak kan komme til, og hvor den går derfra
// access: read
// params:
//   about: list -- keys of those that are looked at; empty for all
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph, edge or node
//   key: str -- the post or body that it tells about
//   data: map -- what it tells, in the same form as trace.route
// order: part, key, data
// example: {about: [], on: 2018-06-01}
//
// Those a matter can come to fill a role that some foreseen step leads to.
// `edge`: a step that is open from one of them on the day, with its themes and matters.
// `node`: one of them: who is there and who steps in, members, and the roles that the instruction wants
// there, each with all its clauses.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, '' AS key, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
CALL () {
  UNWIND CASE WHEN size($about) = 0 THEN [0] ELSE [] END AS every
  MATCH (:Role)-[s:MAY_ESCALATE_TO]->(r:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
  WITH DISTINCT r
  MATCH (n:Entity)-[f:FILLS]->(r) WHERE f.valid_from <= $on AND $on < f.valid_to
  RETURN n
  UNION ALL
  UNWIND $about AS key
  MATCH (n:Entity {key: key})-[f:FILLS]->(:Role) WHERE f.valid_from <= $on AND $on < f.valid_to
  RETURN n
}
WITH DISTINCT n
MATCH (n)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
WITH n, e, to ORDER BY n.key, to.key, e.step, e.from_role, e.to_role
RETURN 'edge' AS part, n.key AS key, {receiver: to.key, props: properties(e)} AS data
UNION ALL
CALL () {
  UNWIND CASE WHEN size($about) = 0 THEN [0] ELSE [] END AS every
  MATCH (:Role)-[s:MAY_ESCALATE_TO]->(r:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
  WITH DISTINCT r
  MATCH (n:Entity)-[f:FILLS]->(r) WHERE f.valid_from <= $on AND $on < f.valid_to
  RETURN n
  UNION ALL
  UNWIND $about AS key
  MATCH (n:Entity {key: key})-[f:FILLS]->(:Role) WHERE f.valid_from <= $on AND $on < f.valid_to
  RETURN n
}
WITH DISTINCT n
// part: ways.occupancies
RETURN 'node' AS part, n.key AS key, {on: $on, props: properties(n), labels: labels(n), line: line,
  unit: u.key, unit_nb: u.name_nb, unit_en: u.name_en, state: state, since: since, until: until, holders: holders, deputies: deputies,
  members: members, wanted: wanted} AS data
