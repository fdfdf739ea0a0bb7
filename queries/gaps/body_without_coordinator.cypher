// name: gaps.body_without_coordinator
// title_en: Networks without a coordinator
// title_nb: Nettverk uten koordinator
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the body and the role; or the role alone, when there is no such body
//   clauses: list -- the clauses that create the role
//   since: date -- first day without one; null when there is no such body
//   unit: str -- the body
//   variant: str -- none or no_body
//   role: str -- the role
//   label: str -- kind of the bodies that each need one
//   seats: list -- the units that the coordinator would come from
//   themes: list -- the themes that the body covers; empty when it covers all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: coordinations
// root: [role, unit, seats]
// defaults: {}
// why_en:
//   none: "{unit:name} has no {role:name}: no post with that role leads it."
//   no_body: "The instruction requires {role:name} for {label:each_kind}, but there is {label:no_kind}."
// why_nb:
//   none: "{unit:name} mangler {role:name}: ingen post med den rollen leder det."
//   no_body: "Instruksen krever {role:name} for {label:each_kind}, men det finnes {label:no_kind}."
// remedy_en:
//   none: "Appoint a coordinator, and record which body the post leads."
//   no_body: "Set up the body, and record who leads it."
// remedy_nb:
//   none: "Utpek en koordinator, og registrer hvilket organ posten leder."
//   no_body: "Opprett organet, og registrer hvem som leder det."
//
// A role is one of coordinators when the body takes matters to it (coordinated_by).  A coordinator whose
// post is vacant is listed as that vacant post.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NOT NULL AND d.at_least > 0
OPTIONAL MATCH (r)<-[m:MAY_ESCALATE_TO]-(:Role) WHERE m.via = 'coordinated_by' AND m.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
WITH d, r, d.stated_by AS by, count(m) AS leads
WHERE leads > 0
CALL (by) {
  // part: ways.bound
}
CALL (d, r, bound) {
  // part: ways.required
}
OPTIONAL MATCH (u)<-[s:COORDINATES]-(p:Post)-[f:FILLS]->(r)
  WHERE s.valid_from <= $on AND $on < s.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND p.valid_from <= $on AND $on < p.valid_to
WITH d, r, u, bound, count(p) AS coordinators
WHERE coordinators = 0
OPTIONAL MATCH (u)<-[s:COORDINATES]-(p:Post)-[f:FILLS]->(r)
WHERE s.valid_from < s.valid_to AND f.valid_from < f.valid_to AND p.valid_from < p.valid_to
WITH d, r, u, bound, CASE WHEN s.valid_to < f.valid_to THEN s.valid_to ELSE f.valid_to END AS ended, p
WITH d, r, u, bound, max(CASE WHEN p.valid_to <= $on AND p.valid_to < ended THEN p.valid_to WHEN ended <= $on THEN ended ELSE null END) AS last
OPTIONAL MATCH (u)-[c:COVERS]->(t:Theme) WHERE c.valid_from <= $on AND $on < c.valid_to
WITH d, r, u, bound, last, t.key AS theme ORDER BY theme
WITH d, r, u, bound, last, collect(theme) AS themes
OPTIONAL MATCH (seat:Unit) WHERE (CASE WHEN $then[seat.key] IS NULL THEN seat.code ELSE $then[seat.key].code END) = d.seat AND seat.stated_by IN bound AND seat.valid_from <= $on AND $on < seat.valid_to AND NOT seat.key IN $gone
WITH d, r, u, last, themes, seat.key AS seat ORDER BY seat
WITH d, r, u, last, themes, collect(seat) AS seats
WITH r, u, last, themes, d.per AS label, collect(coalesce(d.clauses, [])) AS cited, collect(seats) AS seats,
  CASE WHEN min(d.valid_from) > u.valid_from THEN min(d.valid_from) ELSE u.valid_from END AS begun
RETURN CASE WHEN u IS NULL THEN [r.key] ELSE [u.key, r.key] END AS subjects,
  reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last > begun THEN last ELSE begun END AS since, u.key AS unit,
  CASE WHEN u IS NULL THEN 'no_body' ELSE 'none' END AS variant, r.key AS role, label AS label,
  reduce(found = [], list IN seats | found + [s IN list WHERE NOT s IN found]) AS seats, themes AS themes
ORDER BY u.key, r.key
