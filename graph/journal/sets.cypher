// name: journal.sets
// title_en: The change sets
// title_nb: Endringssettene
// access: read
// params: {}
// returns:
//   number: int -- its number
//   at: str -- when it was written, ISO 8601 in UTC
//   by: str -- who, the account of the system
//   on_behalf_of: str -- for whom; may be empty
//   verb: str -- what was done
//   sources: list -- one JSON list each (path, hash)
//   before: str -- fingerprint of the graph before
//   after: str -- fingerprint of the graph afterwards
//   created: int -- how many facts were new
//   changed: int -- how many facts were changed
//   ended: int -- how many facts ended
//   undoes: int -- number of the change set that it takes back
//   token: str -- a mark by which the writer finds it again
//   seal: str -- hash over it, its facts, and the seal before; none for what was written before there were seals
// order: number, the newest first
// example: {}
//
MATCH (c:ChangeSet)
RETURN c.number AS number, c.recorded_at AS at, c.by AS by, c.on_behalf_of AS on_behalf_of,
  c.verb AS verb, c.sources AS sources,
  c.fingerprint_before AS before, c.fingerprint AS after, c.created AS created, c.changed AS changed,
  c.ended AS ended, c.undoes AS undoes, c.token AS token, c.seal AS seal
ORDER BY c.number DESC
