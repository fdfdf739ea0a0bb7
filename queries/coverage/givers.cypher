// name: coverage.givers
// title_en: Those from whom a matter comes to somebody, and whom he serves
// title_nb: Dem en sak kommer fra til noen, og dem han betjener
// access: read
// params:
//   keys: list -- keys of those that it comes to
//   on: date -- the day the question is asked for
// returns:
//   key: str -- one of the keys
//   giver: str -- key of a post or unit with a step to it, or that it serves
//   step: bool -- true for a step
// order: key, giver, step
// example: {keys: [nothing], on: 2018-06-01}
//
// Steps for all themes and kinds of matter; one that places share is each place's.
UNWIND $keys AS key
MATCH (n:Entity {key: key})
CALL (n) {
  MATCH (n)<-[e:ESCALATES_TO]-(g:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
  RETURN g, true AS step
  UNION ALL
  MATCH (n)<-[e:ESCALATES_TO]-(:Unit)-[s:SERVES]->(g:Unit)
  WHERE e.served_end = 'giver' AND e.valid_from <= $on AND $on < e.valid_to AND s.valid_from <= $on AND $on < s.valid_to
  RETURN g, true AS step
  UNION ALL
  MATCH (n)-[s:SERVES]->(g:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
  RETURN g, false AS step
}
RETURN DISTINCT key AS key, g.key AS giver, step AS step
ORDER BY key, giver, step
