// name: ways.steps
// title_en: The steps that are open to somebody and to those he comes to
// title_nb: Stegene som er åpne for noen og for dem han kommer til
// access: part
// params:
//   theme: str -- Theme.key
//   matter: str -- MatterKind.key
//   on: date -- the day
// returns:
//   n: map -- who takes the step
//   e: map -- the step, ESCALATES_TO
//   o: map -- to whom
//   shared: map -- null for an edge with both its ends; else what ways.shared tells
// order: none -- who uses the part sorts
// example: {theme: none, matter: none, on: 2018-06-01}
//
// Follows on `start`.  His own routes begin with himself, with a post that he holds, or with the unit that one sits in;
// what they share with others counts for these.  Those that a step leads to have ways of their own.
MATCH path = (start)-[:HOLDS*0..1]->(:Entity)-[:POST_IN*0..1]->(n:Entity)
WHERE all(x IN relationships(path) WHERE x.valid_from <= $on AND $on < x.valid_to)
WITH DISTINCT n, ['ESCALATES_TO'] AS types
CALL (n, types) {
  // part: ways.edges_from
}
WITH n, e, o, shared
WHERE $matter IN e.matters AND $theme IN coalesce(shared.themes, e.themes)
WITH collect({n: n, e: e, o: o, shared: shared}) AS first
CALL (first) {
  UNWIND first AS step
  RETURN step.n AS n, step.e AS e, step.o AS o, step.shared AS shared
  UNION ALL
  UNWIND first AS step
  WITH DISTINCT step.o AS next
  MATCH (next) (()-[steps:ESCALATES_TO]->() WHERE steps.served_end IS NULL AND steps.valid_from <= $on AND $on < steps.valid_to
    AND $theme IN steps.themes AND $matter IN steps.matters){1,STEPS-1} ()
  UNWIND steps AS e
  WITH DISTINCT e
  RETURN startNode(e) AS n, e, endNode(e) AS o, null AS shared
}
