// name: gaps.binds_nobody
// title_en: Instructions that bind no organisation
// title_nb: Instrukser som ikke binder noen organisasjon
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys; only the instructions among these, or all when empty
// returns:
//   subjects: list -- the instruction
//   clauses: list -- always empty, for it concerns no single clause
//   since: date -- first day on which the instruction is in force
//   unit: str -- always null
//   instruction: str -- the instruction
//   wanted: list -- organisations that its file names and that are not in the graph
//   variant: str -- nobody or not_there
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: instructions
// defaults: {}
// why_en:
//   nobody: "{instruction:name} binds no organisation: no loaded file has posts with one of its roles, and it names none."
//   not_there: "{instruction:name} binds {wanted:name}, of which nothing has been loaded."
// why_nb:
//   nobody: "{instruction:name} binder ingen organisasjon: Ingen innlastet fil har poster med en av rollene, og instruksen nevner ingen."
//   not_there: "{instruction:name} binder {wanted:name}, som det ikke er lastet inn noe om."
// remedy_en: "Give posts its roles (`fills`), or name the organisations in the instruction file (`binds`)."
// remedy_nb: "Gi poster rollene i instruksen (`fills`), eller oppgi organisasjonene i instruksfilen (`binds`)."
//
// Nothing that an instruction requires is asked of those whom it does not bind.  One that creates no role asks nothing.
CALL () {
  // part: ways.asked(Instruction)
}
WITH x AS i WHERE i.valid_from <= $on AND $on < i.valid_to
MATCH (i)-[d:DEFINES]->(:Role) WHERE d.valid_from <= $on AND $on < d.valid_to
WITH DISTINCT i, i.key AS by
CALL (by) {
  // part: ways.bound
}
WITH i, bound WHERE size(bound) = 0
RETURN [i.key] AS subjects, [] AS clauses, i.valid_from AS since, null AS unit, i.key AS instruction,
  coalesce(i.binds, []) AS wanted, CASE WHEN i.binds IS NULL THEN 'nobody' ELSE 'not_there' END AS variant
ORDER BY i.key
