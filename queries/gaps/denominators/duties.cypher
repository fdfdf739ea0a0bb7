// name: denominators.duties
// title_en: duties with "shall"
// title_nb: plikter med «skal»
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// What may or must not be done needs nobody to bear it.
MATCH (d:Duty)
WHERE d.modality IN OBLIGATIONS AND d.valid_from <= $on AND $on < d.valid_to
RETURN count(d) AS n
