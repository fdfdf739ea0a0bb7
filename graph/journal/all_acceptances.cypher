// name: journal.all_acceptances
// title_en: All acceptances of findings, as they are now
// title_nb: Alle godtakelser av funn, slik de er nå
// access: read
// params: {}
// returns:
//   key: str -- its key
//   props: map -- all properties of the acceptance
// order: key
// example: {}
//
MATCH (a:Acceptance)
RETURN a.key AS key, properties(a) AS props
ORDER BY key
