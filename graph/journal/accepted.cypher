// name: journal.accepted
// title_en: The acceptances of findings that were written down by a moment
// title_nb: Godtakelsene av funn som var skrevet ned på et tidspunkt
// access: read
// params:
//   at: str -- the moment, ISO 8601 in UTC
// returns:
//   key: str -- its key
//   props: map -- all properties of the acceptance, as they are now
// order: key
// example: {at: '2018-06-01T00:00:00Z'}
//
MATCH (a:Acceptance)
WHERE a.recorded_at <= $at
RETURN a.key AS key, properties(a) AS props
ORDER BY key
