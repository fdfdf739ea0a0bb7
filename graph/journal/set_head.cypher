// name: journal.set_head
// title_en: Keep which change set is the newest
// title_nb: Ta vare på hvilket endringssett som er det nyeste
// access: write
// params:
//   number: int -- its number
//   at: str -- when it was written, ISO 8601 in UTC
//   seal: str -- its seal
//   sealed_from: int -- number of the first change set that was sealed when it was written
//   schema: str -- names the constraints and indexes that were defined
// returns:
//   key: str -- key of the state node
// order: key
// example: {number: 1, at: '2018-06-01T00:00:00.000Z', seal: 'sha256:0', sealed_from: 1, schema: ''}
//
MATCH (s:GraphState {key: 'graph'})
SET s.change_set = $number, s.changed_at = $at, s.seal = $seal, s.sealed_from = $sealed_from, s.schema = $schema
RETURN s.key AS key
