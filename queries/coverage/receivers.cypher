// name: coverage.receivers
// title_en: Those to whom a matter goes from somebody
// title_nb: Dem en sak går til fra noen
// access: read
// params:
//   keys: list -- keys of those that it goes from
//   on: date -- the day the question is asked for
// returns:
//   key: str -- key of a receiver
// order: key
// example: {keys: [nothing], on: 2018-06-01}
//
// By steps for all themes and kinds of matter, those left out that places share.
UNWIND $keys AS key
MATCH (n:Entity {key: key})
MATCH (n)-[e:ESCALATES_TO]->(to:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
RETURN DISTINCT to.key AS key
ORDER BY key
