// name: gaps.statements.withdraw
// title_en: End what was accepted
// title_nb: Avslutt det som er godtatt
// access: write
// params:
//   finding: str -- id of the finding
//   on: date -- first day on which it holds no longer
//   by: str -- who ends it; may be empty
//   at: str -- when it was ended, ISO 8601 in UTC
// returns:
//   key: str -- key of an acceptance that was ended
// order: key
// example: {finding: '0', on: 2018-06-01, by: '', at: '2018-06-01T00:00:00Z'}
//
// One that begins later is ended before it begins; nothing is deleted.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
WITH s
MATCH (a:Acceptance {finding: $finding})
WHERE $on < a.valid_to
SET a.valid_to = CASE WHEN a.valid_from > $on THEN a.valid_from ELSE $on END, a.ended_by = $by, a.ended_at = $at
RETURN a.key AS key
ORDER BY key
