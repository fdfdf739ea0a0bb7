// name: gaps.clause_not_modelled
// title_en: Clauses that are not modelled yet
// title_nb: Ledd som ikke er modellert ennå
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
// why_en: "{clause} is in force, but the model does not hold what it says yet. {reason}"
// why_nb: "{clause} gjelder, men modellen rommer ennå ikke det leddet sier. {reason}"
// remedy_en: "Put what it says into the instruction file, or give the reason why it asks nothing of anybody."
// remedy_nb: "Før det leddet sier, inn i instruksfilen, eller begrunn at det ikke krever noe av noen."
//
// Clauses whose status is pending.
MATCH (:Instruction)-[h:HAS_CLAUSE]->(c:Clause)
WHERE c.status = 'pending' AND h.valid_from <= $on AND $on < h.valid_to
WITH c, min(h.valid_from) AS since
RETURN [c.key] AS subjects, [c.key] AS clauses, since AS since, null AS unit, c.key AS clause,
  coalesce(c.reason_nb, '') AS reason_nb, coalesce(c.reason_en, '') AS reason_en
ORDER BY c.key
