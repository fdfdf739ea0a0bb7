// name: denominators.all_duties
// title_en: duties with "shall" or "may"
// title_nb: plikter med «skal» eller «kan»
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// What must not be done is left out.
MATCH (d:Duty)
WHERE d.modality IN ACTIONS AND d.valid_from <= $on AND $on < d.valid_to
RETURN count(d) AS n
