// name: journal.acceptances
// title_en: Some acceptances of findings, as they are now
// title_nb: Noen godtakelser av funn, slik de er nå
// access: read
// params:
//   which: list -- keys of acceptances, or ids of findings, of which all acceptances are meant
// returns:
//   key: str -- its key
//   props: map -- all properties of the acceptance
// order: key
// example: {which: ['0']}
//
MATCH (a:Acceptance)
WHERE a.finding IN $which OR a.key IN $which
RETURN a.key AS key, properties(a) AS props
ORDER BY key
