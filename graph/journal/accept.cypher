// name: journal.accept
// title_en: Put acceptances into a graph
// title_nb: Legg godtakelser inn i en graf
// access: write
// params:
//   rows: rows -- all properties of each acceptance
// returns:
//   n: int -- how many
// order: n
// example: {rows: []}
//
UNWIND $rows AS row
CREATE (a:Record:Acceptance) SET a = row
RETURN count(a) AS n
