// name: gaps.required_number
// title_en: More or fewer than the instruction requires
// title_nb: Flere eller færre enn instruksen krever
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the role; or the unit and the role, when each unit needs its own
//   clauses: list -- the clauses that create the role
//   since: date -- first day with that number
//   unit: str -- the unit; null when the number is one for all
//   variant: str -- none, few, many, few_here, many_here, or few_left where the instruction has lost part of its field
//   role: str -- the role
//   there: int -- how many there are
//   least: int -- how many the instruction asks for; null when it does not say
//   most: int -- how many it allows; null when it does not say
//   fillers: list -- the posts or units that fill the role
//   themes: list -- the themes that the unit covers; empty when it covers all
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: medium
// of: required_numbers
// follows: {none: [role]}
// defaults: {}
// why_en:
//   none: "The instruction requires {role:name} (at least {least}), but there is none."
//   few: "Only {there} with the role {role:name}; the instruction requires at least {least}: {fillers:name}."
//   few_left: "Only {there} with the role {role:name}: {fillers:name}. The instruction required at least {least} for a field that a later one has taken over in part; it does not say how many the rest requires."
//   many: "There are {there} with the role {role:name}; the instruction allows {most} at most: {fillers:name}."
//   few_here: "{unit:name} has only {there} with the role {role:name}; the instruction requires at least {least}: {fillers:name}."
//   many_here: "{unit:name} has {there} with the role {role:name}; the instruction allows {most} at most: {fillers:name}."
// why_nb:
//   none: "Instruksen krever {role:name} (minst {least}), men det finnes ingen."
//   few: "Bare {there} har rollen {role:name}; instruksen krever minst {least}: {fillers:name}."
//   few_left: "Bare {there} har rollen {role:name}: {fillers:name}. Instruksen krevde minst {least} for et fagfelt som en senere instruks har overtatt deler av; den sier ikke hvor mange resten krever."
//   many: "{there} har rollen {role:name}; instruksen tillater høyst {most}: {fillers:name}."
//   few_here: "{unit:name} har bare {there} med rollen {role:name}; instruksen krever minst {least}: {fillers:name}."
//   many_here: "{unit:name} har {there} med rollen {role:name}; instruksen tillater høyst {most}: {fillers:name}."
// remedy_en:
//   none: "Set up what is missing, or give the role to somebody."
//   few: "Set up what is missing, or change the instruction."
//   few_left: "Find out whether the number still applies, and record that in the instruction file."
//   many: "End what is surplus, or change the instruction."
//   few_here: "Set up what is missing, or change the instruction."
//   many_here: "End what is surplus, or change the instruction."
// remedy_nb:
//   none: "Opprett det som mangler, eller gi rollen til noen."
//   few: "Opprett det som mangler, eller endre instruksen."
//   few_left: "Finn ut om antallet fortsatt gjelder, og registrer det i instruksfilen."
//   many: "Avslutt det overtallige, eller endre instruksen."
//   few_here: "Opprett det som mangler, eller endre instruksen."
//   many_here: "Avslutt det overtallige, eller endre instruksen."
//
// Posts and units are counted, whether somebody holds them or not.  A unit that has none at all of what
// each needs has a rule of its own (unit_without_post, body_without_member, body_without_coordinator).
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NULL AND (d.at_least IS NOT NULL OR d.at_most IS NOT NULL)
  AND (size($about) = 0 OR r.key IN $about)
OPTIONAL MATCH (i)-[g:REGULATES]->(:Theme) WHERE g.valid_from < g.valid_to AND g.valid_to <= $on
WITH d, r, d.stated_by AS by, count(g) AS lost
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (x:Entity)-[f:FILLS]->(r)
  WHERE x.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND x.valid_from <= $on AND $on < x.valid_to
  AND (d.filled_by IS NULL) = (x:Post)
WITH d, r, lost, bound, x.key AS filler, max(f.valid_from) AS filled ORDER BY filler
WITH d, r, lost, bound, collect(filler) AS fillers, max(filled) AS latest
WHERE size(fillers) < d.at_least OR size(fillers) > d.at_most
OPTIONAL MATCH (x:Entity)-[f:FILLS]->(r) WHERE x.stated_by IN bound AND f.valid_from < f.valid_to AND f.valid_to <= $on AND (d.filled_by IS NULL) = (x:Post)
WITH d, r, lost, fillers, latest, max(f.valid_to) AS last
WITH r, fillers, latest, last, min(lost) AS lost, max(d.at_least) AS least, min(d.at_most) AS most, min(d.valid_from) AS begun, collect(coalesce(d.clauses, [])) AS cited
WITH r, fillers, least, most, cited, lost, size(fillers) AS there, CASE WHEN size(fillers) > most THEN latest ELSE last END AS changed, begun
RETURN [r.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN changed > begun THEN changed ELSE begun END AS since, null AS unit,
  CASE WHEN there = 0 AND least > 0 THEN 'none' WHEN there < least AND lost > 0 THEN 'few_left' WHEN there < least THEN 'few' ELSE 'many' END AS variant,
  r.key AS role, there AS there, least AS least, most AS most, fillers AS fillers, [] AS themes
ORDER BY r.key
UNION ALL
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.per IS NOT NULL AND (d.at_least > 1 OR d.at_most IS NOT NULL)
WITH d, r, d.stated_by AS by
CALL (by) {
  // part: ways.bound
}
CALL (d, r, bound) {
  // part: ways.required
}
WITH d, r, u WHERE u IS NOT NULL
MATCH (u)<-[s:POST_IN|MEMBER_OF|COORDINATES]-(p:Post)-[f:FILLS]->(r)
WHERE s.valid_from <= $on AND $on < s.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND p.valid_from <= $on AND $on < p.valid_to
WITH d, r, u, p.key AS filler, max(CASE WHEN f.valid_from > s.valid_from THEN f.valid_from ELSE s.valid_from END) AS filled ORDER BY filler
WITH d, r, u, collect(filler) AS fillers, max(filled) AS latest
WHERE size(fillers) < d.at_least OR size(fillers) > d.at_most
OPTIONAL MATCH (u)<-[s:POST_IN|MEMBER_OF|COORDINATES]-(:Post)-[f:FILLS]->(r) WHERE f.valid_from < f.valid_to AND s.valid_from < s.valid_to AND (f.valid_to <= $on OR s.valid_to <= $on)
WITH d, r, u, fillers, latest, max(CASE WHEN f.valid_to < s.valid_to THEN f.valid_to ELSE s.valid_to END) AS last
OPTIONAL MATCH (u)-[c:COVERS]->(t:Theme) WHERE c.valid_from <= $on AND $on < c.valid_to
WITH d, r, u, fillers, latest, last, t.key AS theme ORDER BY theme
WITH d, r, u, fillers, latest, last, collect(theme) AS themes
WITH r, u, fillers, latest, last, themes, max(d.at_least) AS least, min(d.at_most) AS most, min(d.valid_from) AS begun, collect(coalesce(d.clauses, [])) AS cited
WITH r, u, fillers, themes, least, most, cited, size(fillers) AS there, CASE WHEN size(fillers) > most THEN latest ELSE last END AS changed,
  CASE WHEN begun > u.valid_from THEN begun ELSE u.valid_from END AS begun
RETURN [u.key, r.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN changed > begun THEN changed ELSE begun END AS since, u.key AS unit,
  CASE WHEN there < least THEN 'few_here' ELSE 'many_here' END AS variant,
  r.key AS role, there AS there, least AS least, most AS most, fillers AS fillers, themes AS themes
ORDER BY u.key, r.key
