// name: journal.parts
// title_en: Write down the facts of a change set
// title_nb: Skriv ned faktaene i et endringssett
// access: write
// params:
//   rows: rows -- key, number (of the change set), part, at, keys (that the facts are about), facts (one JSON list each)
// returns:
//   n: int -- how many parts
// order: n
// example: {rows: []}
//
UNWIND $rows AS row
CREATE (p:Record:ChangePart {key: row.key, number: row.number, part: row.part, recorded_at: row.at, keys: row.keys, facts: row.facts})
RETURN count(p) AS n
