// name: journal.set_acceptances
// title_en: Change acceptances of findings
// title_nb: Endre godtakelser av funn
// access: write
// params:
//   rows: rows -- key, and all properties that it has from now on
// returns:
//   n: int -- how many
// order: n
// example: {rows: []}
//
UNWIND $rows AS row
MATCH (a:Record {key: row.key})
SET a = row.props
RETURN count(a) AS n
