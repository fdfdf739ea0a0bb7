// name: journal.about
// title_en: The parts of change sets that are about a thing
// title_nb: De delene av endringssett som handler om en ting
// access: read
// params:
//   key: str -- key of the thing
// returns:
//   number: int -- number of the change set
//   part: int -- number of the part
//   facts: list -- one JSON list each (before, after)
// order: number and part, the newest first
// example: {key: none}
//
MATCH (p:ChangePart)
WHERE $key IN p.keys
RETURN p.number AS number, p.part AS part, p.facts AS facts
ORDER BY p.number DESC, p.part DESC
