// name: denominators.instructions
// title_en: instructions in force
// title_nb: instrukser som gjelder
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// Those that hold in part count whole.
MATCH (i:Instruction)
WHERE i.valid_from <= $on AND $on < i.valid_to
RETURN count(i) AS n
