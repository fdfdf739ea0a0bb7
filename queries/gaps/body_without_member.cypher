// name: gaps.body_without_member
// title_en: Networks without a required representative
// title_nb: Nettverk som mangler representant
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the body and the role; or the role alone, when there is no such body
//   clauses: list -- the clauses that create the role
//   since: date -- first day without the member; null when there is no such body
//   unit: str -- the body
//   variant: str -- none or no_body
//   role: str -- the role
//   label: str -- kind of the bodies that each need one
//   seats: list -- the units that the member would come from
//   themes: list -- the themes that the body covers; empty when it covers all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: memberships
// root: [role, unit, seats]
// defaults: {}
// why_en:
//   none: "{unit:name} lacks {role:name}: no post with that role is a member."
//   no_body: "The instruction requires {role:name} in {label:each_kind}, but there is {label:no_kind}."
// why_nb:
//   none: "{unit:name} mangler {role:name}: ingen post med den rollen er medlem."
//   no_body: "Instruksen krever {role:name} i {label:each_kind}, men det finnes {label:no_kind}."
// remedy_en:
//   none: "Have the department name a representative, and record the membership."
//   no_body: "Set up the body, and record its members."
// remedy_nb:
//   none: "La avdelingen utpeke en representant, og registrer medlemskapet."
//   no_body: "Opprett organet, og registrer medlemmene."
//
// A role is one of members when it takes matters to a body of the kind that needs it (member_of), or when it
// sits elsewhere than there.  A role that each department needs is none, though a step leads it into a network.  A member whose post is vacant is listed as that vacant post.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NOT NULL AND d.at_least > 0
OPTIONAL MATCH (r)-[m:MAY_ESCALATE_TO]->(:Role)<-[body:DEFINES]-(:Instruction)
  WHERE m.via = 'member_of' AND m.stated_by = d.stated_by AND body.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
  AND body.valid_from <= $on AND $on < body.valid_to AND (body.filled_by IS NULL OR d.per IN body.filled_by)
WITH d, r, count(m) AS brings
OPTIONAL MATCH (r)<-[m:MAY_ESCALATE_TO]-(:Role) WHERE m.via = 'coordinated_by' AND m.stated_by = d.stated_by AND m.valid_from <= $on AND $on < m.valid_to
WITH d, r, brings, d.stated_by AS by, count(m) AS leads
WHERE leads = 0 AND (brings > 0 OR d.seat <> d.per)
CALL (by) {
  // part: ways.bound
}
CALL (d, r, bound) {
  // part: ways.required
}
OPTIONAL MATCH (u)<-[s:MEMBER_OF]-(p:Post)-[f:FILLS]->(r)
  WHERE s.valid_from <= $on AND $on < s.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND p.valid_from <= $on AND $on < p.valid_to
WITH d, r, u, bound, count(p) AS members
WHERE members = 0
OPTIONAL MATCH (u)<-[s:MEMBER_OF]-(p:Post)-[f:FILLS]->(r)
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
