// name: gaps.unconfirmed
// title_en: Information not confirmed for a long time
// title_nb: Opplysninger som ikke er bekreftet på lenge
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
//   months: int -- after how many months an entry wants to be confirmed
// returns:
//   subjects: list -- the post and its holder, or the unit
//   clauses: list -- the clauses of the roles that it has; none of them is cited, for none asks for it
//   since: date -- day of the last confirmation, or of the entry itself
//   unit: str -- the unit, or the one that the post sits in
//   variant: str -- holding, unit
//   thing: str -- the post or unit
//   holder: str -- who holds the post
//   themes: list -- the themes that it works on; empty when it works on all
// order: subjects
// example: {on: 2018-06-01, about: [], months: 12}
// severity: low
// of: entries
// required: false
// defaults: {months: 12}
// why_en:
//   holding: "That {holder:name} holds the post {thing:name} was last confirmed on {since:day}, more than {months} months ago."
//   unit: "{thing:name} was last confirmed on {since:day}, more than {months} months ago."
// why_nb:
//   holding: "At {holder:name} innehar posten {thing:name}, ble sist bekreftet {since:day}, for mer enn {months} måneder siden."
//   unit: "{thing:name} ble sist bekreftet {since:day}, for mer enn {months} måneder siden."
// remedy_en: "Ask whether it is still correct, and record the date of the answer as `confirmed`."
// remedy_nb: "Spør om det fortsatt stemmer, og registrer datoen for svaret som `confirmed`."
//
// What was never confirmed counts from the day on which it began.  A source that restates all that its
// organisation states confirms every entry of it.  Holdings, and units that have a role.
CALL () {
  // part: ways.asked(Post)
}
WITH x AS p
MATCH (p)<-[h:HOLDS]-(x:Person) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH x, p, h, CASE WHEN h.confirmed IS NOT NULL AND h.confirmed <= $on THEN h.confirmed ELSE h.valid_from END AS held
WITH x, p, h.stated_by AS by, CASE WHEN p.confirmed <= $on AND p.confirmed > held THEN p.confirmed ELSE held END AS own
OPTIONAL MATCH (source:Entity {key: by})
WITH x, p, own, CASE WHEN $then[source.key] IS NULL THEN source.confirmed_on ELSE $then[source.key].confirmed_on END AS restated
WITH x, p, CASE WHEN restated <= $on AND restated > own THEN restated ELSE own END AS since
WHERE since < toString(date($on) - duration({months: $months}))
OPTIONAL MATCH (p)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH x, p, since, min(u.key) AS unit
OPTIONAL MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH x, p, since, unit, r, d ORDER BY r.key
WITH x, p, since, unit, collect(coalesce(d.clauses, [])) AS cited
CALL (p) {
  // part: ways.field
}
RETURN [p.key, x.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, unit AS unit,
  'holding' AS variant, p.key AS thing, x.key AS holder,
  themes AS themes
ORDER BY p.key, x.key
UNION ALL
CALL () {
  // part: ways.asked(Unit)
}
WITH x AS u WHERE u.valid_from <= $on AND $on < u.valid_to
WITH u.stated_by AS by, collect({unit: u, own: CASE WHEN u.confirmed IS NOT NULL AND u.confirmed <= $on THEN u.confirmed ELSE u.valid_from END}) AS stated
OPTIONAL MATCH (source:Entity {key: by})
UNWIND stated AS one
WITH one.unit AS u, one.own AS own, CASE WHEN $then[source.key] IS NULL THEN source.confirmed_on ELSE $then[source.key].confirmed_on END AS restated
WITH u, CASE WHEN restated <= $on AND restated > own THEN restated ELSE own END AS since
WHERE since < toString(date($on) - duration({months: $months}))
MATCH (u)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to
  AND o.key = u.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH u, since, r, d ORDER BY r.key
WITH u, since, collect(coalesce(d.clauses, [])) AS cited
OPTIONAL MATCH (u)-[c:COVERS]->(t:Theme) WHERE c.valid_from <= $on AND $on < c.valid_to
WITH u, since, cited, t.key AS theme ORDER BY theme
WITH u, since, cited, collect(theme) AS themes
RETURN [u.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, u.key AS unit,
  'unit' AS variant, u.key AS thing, null AS holder,
  themes AS themes
ORDER BY u.key
