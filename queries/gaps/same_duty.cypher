// name: gaps.same_duty
// title_en: Several roles with the same duty
// title_nb: Flere roller med samme plikt
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the roles
//   clauses: list -- the clauses that set the duties out
//   since: date -- first day on which all of the roles have one of the duties
//   unit: str -- always null, for roles concern no single unit
//   variant: str -- one or many
//   count: int -- how many duties
//   roles: list -- the roles
//   duties: list -- the duties
// order: subjects
// example: {on: 2018-06-01}
// severity: low
// of: all_duties
// defaults: {}
// why_en:
//   one: "{roles:name} have the same duty: {duties:name}."
//   many: "{roles:name} have {count} duties in common."
// why_nb:
//   one: "{roles:name} har samme plikt: {duties:name}."
//   many: "{roles:name} har {count} plikter felles."
// remedy_en: "Make it clear who does what: by department, by theme, or by naming one who is accountable."
// remedy_nb: "Avklar hvem som gjør hva: etter avdeling, etter tema, eller ved at én har hovedansvaret."
//
// One row for each set of roles.  What must not be done may well be said to several.
MATCH (r:Role)-[b:BEARS]->(d:Duty)
WHERE d.modality IN ACTIONS AND b.valid_from <= $on AND $on < b.valid_to AND d.valid_from <= $on AND $on < d.valid_to
WITH d, r.key AS role, max(b.valid_from) AS begun ORDER BY role
WITH d, collect(role) AS roles, max(begun) AS since
WHERE size(roles) > 1
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH roles, since, d.key AS duty, collect(c.key) AS cited ORDER BY duty
WITH roles, min(since) AS since, collect(duty) AS duties, collect(cited) AS cited
RETURN roles AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, null AS unit,
  CASE WHEN size(duties) = 1 THEN 'one' ELSE 'many' END AS variant, size(duties) AS count, roles AS roles, duties AS duties
ORDER BY roles
