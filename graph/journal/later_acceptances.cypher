// name: journal.later_acceptances
// title_en: What change sets did to acceptances of findings after a moment
// title_nb: Det endringssett gjorde med godtakelser av funn etter et tidspunkt
// access: read
// params:
//   at: str -- the moment, ISO 8601 in UTC
// returns:
//   number: int -- number of the change set
//   part: int -- number of the part
//   facts: list -- one JSON list each (before, after)
// order: number and part, the newest first
// example: {at: '2018-06-01T00:00:00.000Z'}
//
MATCH (c:ChangeSet)
WHERE c.recorded_at > $at
WITH c.number AS number
MATCH (p:ChangePart {number: number})
WHERE any(key IN p.keys WHERE key STARTS WITH 'acceptance:')
RETURN p.number AS number, p.part AS part, p.facts AS facts
ORDER BY number DESC, part DESC
