// name: findings.tally
// title_en: Write down what was found after a load
// title_nb: Skriv ned hva som ble funnet etter en lasting
// access: write
// params:
//   rows: rows -- key, number (of the load), part (from 1), day, fingerprint, findings (each as one text), recorded_at
// returns:
//   n: int -- how many parts
// order: n
// example: {rows: []}
//
// In parts, because an engine does not like very long properties.
UNWIND $rows AS row
CREATE (t:Record:Tally) SET t = row
RETURN count(t) AS n
