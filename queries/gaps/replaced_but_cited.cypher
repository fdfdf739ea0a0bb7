// name: gaps.replaced_but_cited
// title_en: Based on an instruction that no longer applies
// title_nb: Bygger på en instruks som ikke lenger gjelder
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the instruction, and what still rests on it
//   clauses: list -- the clauses that are still cited, or that created the role
//   since: date -- first day on which the instruction no longer applies
//   unit: str -- the unit that the post sits in
//   variant: str -- role or edge
//   instruction: str -- the instruction
//   filler: str -- the post or unit that still has a role of it
//   role: str -- the role; or the role or duty that still has a clause of it
// order: subjects
// example: {on: 2018-06-01}
// severity: medium
// of: resting
// defaults: {}
// why_en:
//   role: "{filler:name} still has the role {role:name} under {instruction:name}, which has not applied since {since:day}."
//   edge: "{role:name} still rests on clauses of {instruction:name}, which has not applied since {since:day}."
// why_nb:
//   role: "{filler:name} har fortsatt rollen {role:name} etter {instruction:name}, som ikke har vært gjeldende siden {since:day}."
//   edge: "{role:name} bygger fortsatt på bestemmelser i {instruction:name}, som ikke har vært gjeldende siden {since:day}."
// remedy_en: "End it, or base it on the instruction that applies now."
// remedy_nb: "Avslutt det, eller knytt det til instruksen som gjelder nå."
//
// role: a post is entered with a role that only ended instructions define.  edge: something between
// roles that holds today cites a clause of an ended instruction.
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE i.valid_to <= $on OR d.valid_to <= $on
WITH r, i, d ORDER BY d.valid_to DESC, i.key
WITH r, collect({instruction: i.key, ended: CASE WHEN i.valid_to < d.valid_to THEN i.valid_to ELSE d.valid_to END, clauses: d.clauses}) AS ended
OPTIONAL MATCH (now:Instruction)-[d:DEFINES]->(r)
  WHERE d.valid_from <= $on AND $on < d.valid_to AND now.valid_from <= $on AND $on < now.valid_to
WITH r, ended[0] AS ended, count(d) AS current
WHERE current = 0
MATCH (p:Post)-[f:FILLS]->(r)
WHERE f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
OPTIONAL MATCH (p)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH r, ended, p, min(u.key) AS unit
RETURN [ended.instruction, p.key, r.key] AS subjects, coalesce(ended.clauses, []) AS clauses, ended.ended AS since, unit AS unit,
  'role' AS variant, ended.instruction AS instruction, p.key AS filler, r.key AS role
ORDER BY p.key, r.key
UNION ALL
MATCH (i:Instruction)-[:HAS_CLAUSE]->(c:Clause)
WHERE i.valid_to <= $on
WITH i, collect(DISTINCT c.key) AS own
MATCH (a:Entity)-[e:DEFINES|MAY_ESCALATE_TO|OWES|EXCLUDES|SET_OUT_IN]->(b:Entity)
WHERE e.valid_from <= $on AND $on < e.valid_to AND (any(k IN e.clauses WHERE k IN own) OR (type(e) = 'SET_OUT_IN' AND b.key IN own))
WITH i, CASE WHEN type(e) = 'DEFINES' THEN b.key ELSE a.key END AS resting,
  CASE WHEN type(e) = 'SET_OUT_IN' THEN [b.key] ELSE [k IN e.clauses WHERE k IN own] END AS cited ORDER BY cited
WITH i, resting, collect(cited) AS cited
RETURN [i.key, resting] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, i.valid_to AS since, null AS unit,
  'edge' AS variant, i.key AS instruction, null AS filler, resting AS role
ORDER BY i.key, resting
