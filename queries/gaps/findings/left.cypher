// name: findings.left
// title_en: What posts where nobody is leave with nobody
// title_nb: Det poster der ingen er, etterlater uten noen
// access: read
// params:
//   keys: list -- keys; those that are no posts are passed over
//   on: date -- the day the question is asked for
// returns:
//   key: str -- the post
//   followed: list -- keys of the places that nobody follows up
//   duties: list -- keys of the duties that nobody has there
//   clauses: list -- the clauses that set these duties out
// order: key
// example: {keys: [nothing], on: 2018-06-01}
//
// A post leaves nothing where a deputy steps in, or where somebody else in its unit has one of its roles for one of
// its themes.  A place that another unit serves too is not counted, for somebody there may follow it up.
UNWIND $keys AS key
MATCH (p:Entity {key: key})
WHERE p:Post AND p.valid_from <= $on AND $on < p.valid_to AND NOT p.key IN $gone
CALL (p) {
  // part: ways.occupancy
}
WITH p, deputies, state WHERE state <> 'filled' AND size(deputies) = 0
CALL (p) {
  // part: ways.field
}
WITH p, themes AS own
OPTIONAL MATCH (p)-[mine:FILLS]->(:Role)<-[theirs:FILLS]-(q:Post)-[seat:POST_IN]->(:Unit)<-[sits:POST_IN]-(p)
  WHERE q <> p AND mine.valid_from <= $on AND $on < mine.valid_to AND theirs.valid_from <= $on AND $on < theirs.valid_to
  AND seat.valid_from <= $on AND $on < seat.valid_to AND sits.valid_from <= $on AND $on < sits.valid_to
OPTIONAL MATCH (:Person)-[h:HOLDS]->(q) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH p, own, q, count(h) AS held
CALL (q) {
  WITH q AS p
  // part: ways.field
}
WITH p, own, sum(CASE WHEN held > 0 AND (size(own) = 0 OR size(themes) = 0 OR any(t IN own WHERE t IN themes)) THEN 1 ELSE 0 END) AS others
WHERE others = 0
OPTIONAL MATCH (p)-[f:FILLS]->(:Role)-[b:BEARS]->(d:Duty)
  WHERE d.modality IN OBLIGATIONS AND f.valid_from <= $on AND $on < f.valid_to AND b.valid_from <= $on AND $on < b.valid_to
  AND (size(own) = 0 OR d.themes IS NULL OR any(t IN d.themes WHERE t IN own))
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause)<-[:HAS_CLAUSE]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE o.key = p.stated_by AND s.valid_from <= $on AND $on < s.valid_to AND binds.valid_from <= $on AND $on < binds.valid_to
WITH p, CASE WHEN c IS NULL THEN null ELSE d.key END AS duty, c.key AS clause ORDER BY duty, clause
WITH p, collect(DISTINCT duty) AS duties, collect(DISTINCT clause) AS clauses
CALL (p) {
  WITH p AS n, ['FOLLOWS_UP'] AS types
  CALL (n, types) {
    // part: ways.edges_from
  }
  WITH o
  OPTIONAL MATCH (o)<-[s:SERVES]-(server:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
  WITH o.key AS place, count(DISTINCT server) AS servers ORDER BY place
  RETURN collect(CASE WHEN servers < 2 THEN place ELSE null END) AS places
}
RETURN p.key AS key, places AS followed, duties AS duties, clauses AS clauses
ORDER BY key
