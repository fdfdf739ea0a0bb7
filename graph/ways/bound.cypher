// name: ways.bound
// title_en: The organisations that an instruction binds
// title_nb: Organisasjonene en instruks binder
// access: part
// params:
//   on: date -- the day
// returns:
//   bound: list -- Organisation.key of those whose posts and units it speaks of
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in `CALL (by) { }`, of the key of an instruction.  What a post or unit is to an instruction that does not bind
// who states it, is nothing: roles are words that instructions share.
OPTIONAL MATCH (:Instruction {key: by})-[binds:BINDS]->(o:Organisation)
  WHERE binds.valid_from <= $on AND $on < binds.valid_to
RETURN collect(o.key) AS bound
