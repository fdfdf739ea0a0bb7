// name: journal.sealed
// title_en: The seal of a change set
// title_nb: Seglet til et endringssett
// access: read
// params:
//   key: str -- key of the change set
// returns:
//   seal: str -- its seal; none for what was written before there were seals
//   fingerprint: str -- of the graph after it
// order: seal
// example: {key: 'changeset:1'}
//
MATCH (c:Record {key: $key})
RETURN c.seal AS seal, c.fingerprint AS fingerprint
