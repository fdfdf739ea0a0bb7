// name: journal.facts
// title_en: The facts of change sets
// title_nb: Faktaene i endringssett
// access: read
// params:
//   first: int -- number of the first change set
//   last: int -- number of the last change set
// returns:
//   number: int -- number of the change set
//   part: int -- number of the part
//   facts: list -- one JSON list each (before, after)
// order: number and part, the newest first
// example: {first: 1, last: 1}
//
MATCH (p:ChangePart)
WHERE $first <= p.number AND p.number <= $last
RETURN p.number AS number, p.part AS part, p.facts AS facts
ORDER BY p.number DESC, p.part DESC
