// name: journal.write
// title_en: Write down a change set
// title_nb: Skriv ned et endringssett
// access: write
// params:
//   key: str -- its key
//   number: int -- its number
//   at: str -- when, ISO 8601 in UTC
//   by: str -- who, the account of the system
//   on_behalf_of: str -- for whom; may be empty
//   verb: str -- what was done
//   sources: list -- one JSON list each (path, hash)
//   before: str -- fingerprint of the graph before; may be empty
//   after: str -- fingerprint of the graph afterwards
//   created: int -- how many facts were new
//   changed: int -- how many facts were changed
//   ended: int -- how many facts ended
//   undoes: int -- number of the change set that it takes back; 0 for none
//   token: str -- a mark by which the writer finds it again
//   seal: str -- hash over it, its facts, and the seal before
// returns:
//   key: str -- its key
// order: key
// example: {key: 'changeset:0', number: 0, at: '2018-06-01T00:00:00.000Z', by: '', on_behalf_of: '', verb: load, sources: [], before: '', after: 'sha256:0', created: 0, changed: 0, ended: 0, undoes: 0, token: '', seal: 'sha256:0'}
//
CREATE (c:Record:ChangeSet {key: $key, number: $number, recorded_at: $at, by: $by, on_behalf_of: $on_behalf_of, verb: $verb,
  sources: $sources,
  fingerprint_before: $before, fingerprint: $after, created: $created, changed: $changed, ended: $ended, undoes: $undoes,
  token: $token, seal: $seal})
RETURN c.key AS key
