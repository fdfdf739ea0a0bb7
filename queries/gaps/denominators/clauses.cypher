// name: denominators.clauses
// title_en: clauses in force
// title_nb: bestemmelser som gjelder
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// Headings too.
MATCH (:Instruction)-[h:HAS_CLAUSE]->(c:Clause)
WHERE h.valid_from <= $on AND $on < h.valid_to
RETURN count(DISTINCT c) AS n
