// name: journal.seal
// title_en: Seal change sets of before there were seals
// title_nb: Forsegl endringssett fra før det fantes segl
// access: write
// params:
//   rows: rows -- key and seal of each
// returns:
//   n: int -- how many
// order: n
// example: {rows: []}
//
UNWIND $rows AS row
MATCH (c:Record {key: row.key})
SET c.seal = row.seal
RETURN count(c) AS n
