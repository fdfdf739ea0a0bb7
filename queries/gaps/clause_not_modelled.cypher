// name: gaps.clause_not_modelled
// title_en: Clauses not yet modelled
// title_nb: Bestemmelser som ikke er modellert ennå
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the clause
//   clauses: list -- the clause
//   since: date -- first day on which it is in force
//   unit: str -- always null, for a clause concerns no single unit
//   clause: str -- the clause
//   reason_nb: str -- why, bokmål
//   reason_en: str -- why, English
// order: subjects
// example: {on: 2018-06-01}
// severity: low
// of: clauses
// defaults: {}
// why_en: "{clause:name} is in force, but its content is not in the model yet. {reason}"
// why_nb: "{clause:name} gjelder, men innholdet er ikke tatt inn i modellen ennå. {reason}"
// remedy_en: "Put its content into the instruction file, or give the reason why it requires nothing of anybody."
// remedy_nb: "Ta innholdet inn i instruksfilen, eller begrunn at bestemmelsen ikke pålegger noen noe."
//
// Clauses whose status is pending.
MATCH (:Instruction)-[h:HAS_CLAUSE]->(c:Clause)
WHERE c.status = 'pending' AND h.valid_from <= $on AND $on < h.valid_to
WITH c, min(h.valid_from) AS since
RETURN [c.key] AS subjects, [c.key] AS clauses, since AS since, null AS unit, c.key AS clause,
  coalesce(c.reason_nb, '') AS reason_nb, coalesce(c.reason_en, '') AS reason_en
ORDER BY c.key
