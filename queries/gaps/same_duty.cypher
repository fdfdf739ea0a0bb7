// name: gaps.same_duty
// title_en: Several roles with the same duty
// title_nb: Flere roller med samme plikt
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the roles; and the question, where the instruction file itself names the overlap
//   clauses: list -- the clauses that set the duties out
//   since: date -- first day on which all of the roles have one of the duties
//   unit: str -- always null, for roles concern no single unit
//   variant: str -- one, many or overlap
//   count: int -- how many duties
//   roles: list -- the roles
//   duties: list -- the duties
//   question_nb: str -- what is unclear
//   question_en: str -- what is unclear
// order: subjects
// example: {on: 2018-06-01}
// severity: low
// of: all_duties
// defaults: {}
// why_en:
//   one: "{roles:name} have the same duty: {duties:name}."
//   many: "{roles:name} have {count} duties in common."
//   overlap: "{roles:name} have nearly the same duty: {question}"
// why_nb:
//   one: "{roles:name} har samme plikt: {duties:name}."
//   many: "{roles:name} har {count} plikter felles."
//   overlap: "{roles:name} har nesten samme plikt: {question}"
// remedy_en: "Make it clear who does what: by department, by theme, or by naming one who is accountable."
// remedy_nb: "Avklar hvem som gjør hva: etter avdeling, etter tema, eller ved at én har hovedansvaret."
//
// One row for each set of roles.  Where the instruction seats each of the roles in a place of its own, each has the
// duty there, and that is no overlap.  What must not be done may well be said to several.
// overlap: a question of the instruction file says that its clauses give nearly the same task to several.
MATCH (r:Role)-[b:BEARS]->(d:Duty)
WHERE d.modality IN ACTIONS AND b.valid_from <= $on AND $on < b.valid_to AND d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (:Entity {key: d.stated_by})-[def:DEFINES]->(r) WHERE def.valid_from <= $on AND $on < def.valid_to
WITH d, r.key AS role, max(b.valid_from) AS begun, min(def.seat) AS seat ORDER BY role
WITH d, collect(role) AS roles, max(begun) AS since, count(DISTINCT seat) AS seats
WHERE size(roles) > 1 AND seats < size(roles)
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(c:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH roles, since, d.key AS duty, collect(c.key) AS cited ORDER BY duty
WITH roles, min(since) AS since, collect(duty) AS duties, collect(cited) AS cited
RETURN roles AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, null AS unit,
  CASE WHEN size(duties) = 1 THEN 'one' ELSE 'many' END AS variant, size(duties) AS count, roles AS roles, duties AS duties,
  null AS question_nb, null AS question_en
ORDER BY roles
UNION ALL
MATCH (q:OpenQuestion)<-[a:RAISES]-(c:Clause)<-[s:SET_OUT_IN]-(d:Duty)<-[b:BEARS]-(r:Role)
WHERE q.overlap AND d.modality IN ACTIONS AND a.valid_from <= $on AND $on < a.valid_to
  AND s.valid_from <= $on AND $on < s.valid_to AND b.valid_from <= $on AND $on < b.valid_to
  AND d.valid_from <= $on AND $on < d.valid_to
WITH q, c, d, r, b ORDER BY r.key, d.key, c.key
WITH q, collect(DISTINCT c.key) AS clauses, collect(DISTINCT d.key) AS duties, collect(DISTINCT r.key) AS roles, max(b.valid_from) AS since
WHERE size(roles) > 1
RETURN roles + [q.key] AS subjects, clauses AS clauses, since AS since, null AS unit, 'overlap' AS variant, size(duties) AS count,
  roles AS roles, duties AS duties, q.text_nb AS question_nb, q.text_en AS question_en
ORDER BY q.key
