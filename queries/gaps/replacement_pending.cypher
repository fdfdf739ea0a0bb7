// name: gaps.replacement_pending
// title_en: Instructions not yet fully replaced
// title_nb: Instrukser som ennå ikke er fullt ut erstattet
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the instruction that goes on, and the one that replaces it
//   clauses: list -- the clauses that say what it waits for
//   since: date -- first day of the one that replaces it
//   unit: str -- always null, for it concerns no single unit
//   old: str -- the instruction that goes on
//   new: str -- the one that replaces it
//   missing: list -- the documents that are not in force yet
// order: subjects
// example: {on: 2018-06-01}
// severity: low
// of: instructions
// defaults: {}
// why_en: "{old:name} still applies in part alongside {new:name}: it is replaced only when {missing:name} applies too."
// why_nb: "{old:name} gjelder fortsatt delvis ved siden av {new:name}: den er først erstattet når også {missing:name} gjelder."
// remedy_en: "Load the instruction it depends on once it exists; until then, read both."
// remedy_nb: "Last inn instruksen den er avhengig av, når den foreligger; les begge inntil videre."
//
// A document that is not in the graph counts as one that is not in force.
MATCH (new:Instruction)-[e:REPLACES]->(:Document)<-[issued:ISSUED_AS]-(old:Instruction)
WHERE e.wholly_with IS NOT NULL AND e.valid_from <= $on AND $on < e.valid_to
  AND issued.valid_from <= $on AND $on < issued.valid_to AND old.valid_from <= $on AND $on < old.valid_to
UNWIND e.wholly_with AS citation
OPTIONAL MATCH (:Instruction)-[there:ISSUED_AS]->(:Document {key: citation}) WHERE there.valid_from <= $on
WITH old, new, e, citation, count(there) AS there
WHERE there = 0
WITH old, new, e.valid_from AS since, coalesce(e.clauses, []) AS clauses, citation ORDER BY citation
WITH old, new, since, clauses, collect(citation) AS missing
RETURN [old.key, new.key] AS subjects, clauses AS clauses, since AS since, null AS unit,
  old.key AS old, new.key AS new, missing AS missing
ORDER BY subjects
