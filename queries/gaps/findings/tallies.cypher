// name: findings.tallies
// title_en: What was found after the last two loads
// title_nb: Det som ble funnet etter de to siste lastingene
// access: read
// params: {}
// returns:
//   number: int -- number of the load
//   part: int -- number of the part
//   day: date -- the day that the rules were asked for
//   fingerprint: str -- of the graph then
//   at: str -- when it was written down
//   findings: list -- findings, each written as one text
// order: number, part
// example: {}
//
OPTIONAL MATCH (t:Tally)
WITH max(t.number) AS last
MATCH (t:Tally)
WHERE t.number > last - 2
RETURN t.number AS number, t.part AS part, t.day AS day, t.fingerprint AS fingerprint, t.recorded_at AS at, t.findings AS findings
ORDER BY number, part
