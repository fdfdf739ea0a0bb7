// name: ways.occupancies
// title_en: Who is at a post, a body or a place, and who should be
// title_nb: Hvem som er ved en post, et organ eller et sted, og hvem som skulle vært der
// access: part
// params:
//   on: date -- the day
// returns:
//   n: map -- the post, body or place
//   u: map -- the unit that a post sits in; null for others
//   line: list -- the units above, itself included, each with key, code and labels
//   state, since, until, holders, deputies: str -- as ways.occupancy tells them; of a body they mean nothing
//   members: list -- posts that have been members up to the day, with the period and who holds them on the day
//   wanted: list -- roles that an instruction wants there, each with its clauses and how many are there
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Follows on rows of `n`.
OPTIONAL MATCH (n)-[p:POST_IN]->(unit:Unit) WHERE p.valid_from <= $on AND $on < p.valid_to
WITH n, unit ORDER BY unit.key
WITH n, collect(unit) AS units
WITH n, units[0] AS u
OPTIONAL MATCH up = (n)-[:POST_IN|SERVES*0..1]-(:Unit)-[:PART_OF*0..LEVELS]->(above:Unit)
WHERE all(e IN relationships(up) WHERE e.valid_from <= $on AND $on < e.valid_to AND (type(e) <> 'SERVES' OR endNode(e) = n))
WITH n, u, above ORDER BY above.key
WITH n, u, collect(DISTINCT CASE WHEN above IS NULL THEN null ELSE {key: above.key, code: above.code, labels: labels(above)} END) AS line
CALL (n) {
  WITH n AS p
  // part: ways.occupancy
}
OPTIONAL MATCH (member:Post)-[m:MEMBER_OF]->(n) WHERE m.valid_from <= $on AND m.valid_from < m.valid_to
OPTIONAL MATCH (mh:Person)-[mhe:HOLDS]->(member) WHERE mhe.valid_from <= $on AND $on < mhe.valid_to
WITH n, u, line, state, since, until, holders, deputies, member, m, mh ORDER BY member.key, m.valid_from, mh.key
WITH n, u, line, state, since, until, holders, deputies, collect(CASE WHEN m IS NULL THEN null ELSE {key: member.key, post: member.key,
  name_nb: member.name_nb, name_en: member.name_en, valid_from: m.valid_from, valid_to: m.valid_to,
  on_behalf_of: m.on_behalf_of, holder: mh.key, holder_nb: mh.name_nb, holder_en: mh.name_en,
  synthetic: mh.synthetic} END) AS members
OPTIONAL MATCH (i:Instruction)-[def:DEFINES]->(wanted:Role)
  WHERE def.per IN labels(n) AND def.at_least > 0 AND def.valid_from <= $on AND $on < def.valid_to
OPTIONAL MATCH (n)<-[wm:MEMBER_OF|COORDINATES|POST_IN]-(mp:Post)-[wf:FILLS]->(wanted)
  WHERE wf.valid_from <= $on AND $on < wf.valid_to AND wm.valid_from <= $on AND $on < wm.valid_to
WITH n, u, line, state, since, until, holders, deputies, members, wanted, def, count(mp) AS there ORDER BY wanted.key
WITH n, u, line, state, since, until, holders, deputies, members, collect(CASE WHEN wanted IS NULL THEN null ELSE {
  role: wanted.key, name_nb: wanted.name_nb, name_en: wanted.name_en, clauses: def.clauses, there: there} END) AS wanted
