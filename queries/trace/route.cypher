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
// `question`: the start, theme and matter as the graph knows them, and the graph's fingerprint.
// `entry`: where the asker's own routes can begin: the node itself, a post the person holds, the unit
// the post sits in; `hops` tells how far off.
// `edge`: a step that is open on the day for this theme and matter, reachable from an entry; `shared` tells by what
// the start has a step that others have too.
// `node`: a post or body on the way: holders, absences, deputies, members, and the roles that the
// instruction wants as members but that nobody fills.
// `step`: what the instructions foresee between roles; together with `edge` it shows what is missing.
OPTIONAL MATCH (start:Entity {key: $start})
OPTIONAL MATCH (theme:Theme {key: $theme})
OPTIONAL MATCH (matter:MatterKind {key: $matter})
OPTIONAL MATCH (state:GraphState {key: 'graph'})
OPTIONAL MATCH (i:Instruction)-[r:REGULATES]->(matter)
  WHERE r.valid_from <= $on AND $on < r.valid_to
WITH start, theme, matter, state, i, r ORDER BY i.key
WITH start, theme, matter, state, collect(CASE WHEN r IS NULL THEN null ELSE
  {instruction: i.key, ends_nb: r.ends_nb, ends_en: r.ends_en, clauses: r.clauses} END) AS ends
RETURN 'question' AS part, $start AS key, {
  start: properties(start), labels: labels(start), theme: properties(theme), matter: properties(matter),
  ends: ends, fingerprint: state.fingerprint, loaded_at: state.loaded_at} AS data
UNION ALL
MATCH (start:Entity {key: $start})
MATCH path = (start)-[:HOLDS*0..1]->(post:Entity)-[:POST_IN*0..1]->(entry:Entity)
WHERE all(e IN relationships(path) WHERE e.valid_from <= $on AND $on < e.valid_to)
WITH entry, min(length(path)) AS hops
OPTIONAL MATCH (entry)-[f:FILLS]->(role:Role)
  WHERE f.valid_from <= $on AND $on < f.valid_to
WITH entry, hops, role ORDER BY role.key
WITH entry, hops, collect(role.key) AS roles
RETURN 'entry' AS part, entry.key AS key, {hops: hops, roles: roles} AS data
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
OPTIONAL MATCH (n)-[p:POST_IN]->(unit:Unit) WHERE p.valid_from <= $on AND $on < p.valid_to
WITH n, min(unit.key) AS unit_key
OPTIONAL MATCH (u:Entity {key: unit_key})
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
  role: wanted.key, name_nb: wanted.name_nb, name_en: wanted.name_en, clauses: [c IN def.clauses WHERE COUNT { MATCH (x:Clause {key: c}) WHERE NOT $theme IN x.themes } = 0], there: there} END) AS wanted
RETURN 'node' AS part, n.key AS key, {on: $on, props: properties(n), labels: labels(n), line: line,
  unit: u.key, unit_nb: u.name_nb, unit_en: u.name_en, holders: holders, absences: absences, deputies: deputies,
  members: members, wanted: wanted} AS data
UNION ALL
MATCH (a:Role)-[s:MAY_ESCALATE_TO]->(b:Role)
WHERE s.valid_from <= $on AND $on < s.valid_to AND $theme IN s.themes AND $matter IN s.matters
OPTIONAL MATCH (i:Instruction {key: s.stated_by})-[def:DEFINES]->(b)
  WHERE def.valid_from <= $on AND $on < def.valid_to
RETURN 'step' AS part, a.key AS key, {to: b.key, props: properties(s), giver_nb: a.name_nb, giver_en: a.name_en,
  name_nb: b.name_nb, name_en: b.name_en, seat: def.seat, defined_by: [c IN def.clauses WHERE COUNT { MATCH (x:Clause {key: c}) WHERE NOT $theme IN x.themes } = 0]} AS data
