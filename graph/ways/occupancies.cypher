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
//   members: list -- posts that have been members up to the day, with the period, who has held them and when; without
//     those that an instruction keeps out (ways.barred)
//   wanted: list -- roles that an instruction wants there, each with its clauses, how many posts are there, how many of
//     them are held or may be, and when the last of the others was left
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
OPTIONAL MATCH (p:Post)-[m:MEMBER_OF]->(n) WHERE m.valid_from <= $on AND m.valid_from < m.valid_to
// part: ways.barred(n)
WITH n, u, line, state, since, until, holders, deputies, p, m, count(bar) AS bars
OPTIONAL MATCH (mh:Person)-[mhe:HOLDS]->(p) WHERE bars = 0 AND mhe.valid_from <= $on AND mhe.valid_from < mhe.valid_to
WITH n, u, line, state, since, until, holders, deputies, p, m, bars, mh, mhe ORDER BY p.key, m.valid_from, mh.key
WITH n, u, line, state, since, until, holders, deputies, collect(CASE WHEN m IS NULL OR bars > 0 THEN null ELSE {
  post: p.key, valid_from: m.valid_from, valid_to: m.valid_to, held_from: mhe.valid_from, held_to: mhe.valid_to,
  holder: mh.key, holder_nb: mh.name_nb, holder_en: mh.name_en, synthetic: mh.synthetic,
  unknown: (CASE WHEN $then[p.key] IS NULL THEN p.occupancy ELSE $then[p.key].occupancy END) = 'unknown'} END) AS members
OPTIONAL MATCH (i:Instruction)-[def:DEFINES]->(wanted:Role)
  WHERE def.per IN labels(n) AND def.at_least > 0 AND def.valid_from <= $on AND $on < def.valid_to
OPTIONAL MATCH (i)-[binds:BINDS]->(o:Organisation)
  WHERE o.key = n.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH n, u, line, state, since, until, holders, deputies, members, def, CASE WHEN binds IS NULL THEN null ELSE wanted END AS wanted
OPTIONAL MATCH (n)<-[wm:MEMBER_OF|COORDINATES|POST_IN]-(mp:Post)-[wf:FILLS]->(wanted)
  WHERE wf.valid_from <= $on AND $on < wf.valid_to AND wm.valid_from <= $on AND $on < wm.valid_to
OPTIONAL MATCH (:Person)-[wh:HOLDS]->(mp) WHERE wh.valid_from <= $on AND wh.valid_from < wh.valid_to
WITH n, u, line, state, since, until, holders, deputies, members, wanted, def, mp,
  sum(CASE WHEN $on < wh.valid_to OR (CASE WHEN $then[mp.key] IS NULL THEN mp.occupancy ELSE $then[mp.key].occupancy END) = 'unknown' THEN 1 ELSE 0 END) AS held,
  max(CASE WHEN wh.valid_to <= $on THEN wh.valid_to ELSE null END) AS left
WITH n, u, line, state, since, until, holders, deputies, members, wanted, def, count(mp) AS there, sum(held) AS held, max(left) AS left
ORDER BY wanted.key
WITH n, u, line, state, since, until, holders, deputies, members, collect(CASE WHEN wanted IS NULL THEN null ELSE {
  role: wanted.key, name_nb: wanted.name_nb, name_en: wanted.name_en, clauses: def.clauses, there: there, held: held, left: left} END) AS wanted
