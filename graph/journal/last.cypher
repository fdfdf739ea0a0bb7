// name: journal.last
// title_en: The newest change set
// title_nb: Det nyeste endringssettet
// access: read
// params: {}
// returns:
//   number: int -- its number; none when nothing was written down yet
//   at: str -- when it was written, ISO 8601 in UTC
// order: number
// example: {}
//
MATCH (c:ChangeSet)
WITH max(c.number) AS number
MATCH (c:ChangeSet {number: number})
RETURN c.number AS number, c.recorded_at AS at
