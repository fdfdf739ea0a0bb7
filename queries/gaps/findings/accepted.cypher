// name: findings.accepted
// title_en: What is accepted on a day
// title_nb: Det som er godtatt på en dag
// access: read
// params:
//   on: date -- the day
// returns:
//   finding: str -- id of the finding
//   facts: str -- hash of what was found
//   reason: str -- why it is left as it is
//   by: str -- the account that wrote it down; may be empty
//   on_behalf_of: str -- who answers for it, as that account said; may be empty
//   until: date -- first day on which it holds no longer
// order: finding
// example: {on: 2018-06-01}
//
MATCH (a:Acceptance)
WHERE a.valid_from <= $on AND $on < a.valid_to
RETURN a.finding AS finding, a.facts AS facts, a.reason AS reason, a.by AS by, a.on_behalf_of AS on_behalf_of, a.valid_to AS until
ORDER BY finding, a.recorded_at, a.key
