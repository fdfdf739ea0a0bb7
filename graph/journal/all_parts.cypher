// name: journal.all_parts
// title_en: The parts of change sets, with all that their seals cover
// title_nb: Delene av endringssett, med alt som seglene deres dekker
// access: read
// params:
//   first: int -- number of the first change set
//   last: int -- number of the last change set
// returns:
//   number: int -- number of the change set
//   part: int -- number of the part
//   at: str -- when it was written, ISO 8601 in UTC
//   keys: list -- keys that the facts are about
//   facts: list -- one JSON list each (before, after)
// order: number and part
// example: {first: 1, last: 1}
//
MATCH (p:ChangePart)
WHERE $first <= p.number AND p.number <= $last
RETURN p.number AS number, p.part AS part, p.recorded_at AS at, p.keys AS keys, p.facts AS facts
ORDER BY p.number, p.part
