// name: coverage.network
// title_en: Everybody a matter can come to, and where it goes from there
// title_nb: Alle en sak kan komme til, og hvor den går derfra
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   part: str -- graph, edge or node
//   key: str -- the post or body that it tells about
//   data: map -- what it tells, in the same form as trace.route
// order: part, key, data
// example: {on: 2018-06-01}
//
// Those a matter can come to fill a role that some foreseen step leads to.
// `edge`: a step that is open from one of them on the day, with its themes and matters.
// `node`: one of them: holders, absences, deputies, members, and the roles that the instruction wants
// there, each with all its clauses.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, '' AS key, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (:Role)-[s:MAY_ESCALATE_TO]->(r:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT r
MATCH (n:Entity)-[f:FILLS]->(r) WHERE f.valid_from <= $on AND $on < f.valid_to
WITH DISTINCT n
MATCH (n)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
WITH n, e, to ORDER BY n.key, to.key, e.step, e.from_role, e.to_role
RETURN 'edge' AS part, n.key AS key, {receiver: to.key, props: properties(e)} AS data
UNION ALL
MATCH (:Role)-[s:MAY_ESCALATE_TO]->(r:Role) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH DISTINCT r
MATCH (n:Entity)-[f:FILLS]->(r) WHERE f.valid_from <= $on AND $on < f.valid_to
WITH DISTINCT n
OPTIONAL MATCH (n)-[p:POST_IN]->(unit:Unit) WHERE p.valid_from <= $on AND $on < p.valid_to
WITH n, min(unit.key) AS unit_key
OPTIONAL MATCH (u:Unit {key: unit_key})
OPTIONAL MATCH up = (n)-[:POST_IN|SERVES*0..1]-(:Unit)-[:PART_OF*0..12]->(above:Unit)
  WHERE all(e IN relationships(up) WHERE e.valid_from <= $on AND $on < e.valid_to AND (type(e) <> 'SERVES' OR endNode(e) = n))
WITH n, u, above ORDER BY above.key
WITH n, u, collect(DISTINCT CASE WHEN above IS NULL THEN null ELSE {key: above.key, code: above.code, labels: labels(above)} END) AS line
OPTIONAL MATCH (person:Person)-[h:HOLDS]->(n) WHERE h.valid_from <= $on
WITH n, u, line, person, h ORDER BY person.key, h.valid_from
WITH n, u, line, collect(CASE WHEN h IS NULL THEN null ELSE {key: person.key, name_nb: person.name_nb,
  name_en: person.name_en, synthetic: person.synthetic, valid_from: h.valid_from, valid_to: h.valid_to} END) AS holders
OPTIONAL MATCH (person:Person)-[away:ABSENT_FROM]->(n) WHERE away.valid_from <= $on AND $on < away.valid_to
WITH n, u, line, holders, person, away ORDER BY person.key
WITH n, u, line, holders, collect(CASE WHEN away IS NULL THEN null ELSE {key: person.key, valid_from: away.valid_from,
  valid_to: away.valid_to, reason_nb: away.reason_nb, reason_en: away.reason_en} END) AS absences
OPTIONAL MATCH (deputy:Entity)-[d:DEPUTISES_FOR]->(n) WHERE d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (steps_in:Person)-[dh:HOLDS]->(deputy) WHERE dh.valid_from <= $on AND $on < dh.valid_to
WITH n, u, line, holders, absences, deputy, coalesce(steps_in, deputy) AS who ORDER BY deputy.key, who.key
WITH n, u, line, holders, absences, collect(CASE WHEN deputy IS NULL THEN null ELSE {key: who.key, name_nb: who.name_nb,
  name_en: who.name_en, synthetic: who.synthetic, is_person: 'Person' IN labels(who)} END) AS deputies
OPTIONAL MATCH (member:Post)-[m:MEMBER_OF]->(n) WHERE m.valid_from <= $on
OPTIONAL MATCH (mh:Person)-[mhe:HOLDS]->(member) WHERE mhe.valid_from <= $on AND $on < mhe.valid_to
WITH n, u, line, holders, absences, deputies, member, m, mh ORDER BY member.key, m.valid_from, mh.key
WITH n, u, line, holders, absences, deputies, collect(CASE WHEN m IS NULL THEN null ELSE {key: member.key, post: member.key,
  name_nb: member.name_nb, name_en: member.name_en, valid_from: m.valid_from, valid_to: m.valid_to,
  on_behalf_of: m.on_behalf_of, holder: mh.key, holder_nb: mh.name_nb, holder_en: mh.name_en,
  synthetic: mh.synthetic} END) AS members
OPTIONAL MATCH (i:Instruction)-[def:DEFINES]->(wanted:Role)
  WHERE def.per IN labels(n) AND def.at_least > 0 AND def.valid_from <= $on AND $on < def.valid_to
OPTIONAL MATCH (wanted)<-[wf:FILLS]-(mp:Post)-[wm:MEMBER_OF|COORDINATES|POST_IN]->(n)
  WHERE wf.valid_from <= $on AND $on < wf.valid_to AND wm.valid_from <= $on AND $on < wm.valid_to
WITH n, u, line, holders, absences, deputies, members, wanted, def, count(mp) AS there ORDER BY wanted.key
WITH n, u, line, holders, absences, deputies, members, collect(CASE WHEN wanted IS NULL THEN null ELSE {
  role: wanted.key, name_nb: wanted.name_nb, name_en: wanted.name_en, clauses: def.clauses, there: there} END) AS wanted
RETURN 'node' AS part, n.key AS key, {on: $on, props: properties(n), labels: labels(n), line: line,
  unit: u.key, unit_nb: u.name_nb, unit_en: u.name_en, holders: holders, absences: absences, deputies: deputies,
  members: members, wanted: wanted} AS data
