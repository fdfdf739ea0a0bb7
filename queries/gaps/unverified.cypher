// name: gaps.unverified
// title_en: Places that depend on unverified information
// title_nb: Steder som avhenger av uverifiserte opplysninger
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the region, and the unit that serves it
//   clauses: list -- always empty, for no clause asks for it
//   since: date -- first day on which the unit serves the region
//   unit: str -- the unit that serves it
//   region: str -- the region
//   server: str -- the unit that serves it
//   places: int -- how many places lie there
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: low
// of: served_regions
// required: false
// defaults: {}
// why_en: "That {server:name} serves {region:name} is unverified, and who follows up there depends on it (places: {places})."
// why_nb: "At {server:name} betjener {region:name}, er ikke verifisert, og hvem som følger opp der, avhenger av det (steder: {places})."
// remedy_en: "Find a source for it, and record it as verified."
// remedy_nb: "Finn en kilde, og registrer opplysningen som verifisert."
//
// Regions whose entry has the status unverified, where places lie that get the unit that serves them from the region.
CALL () {
  // part: ways.asked(Unit)
}
WITH x AS r WHERE r.status = 'unverified' AND r.valid_from <= $on AND $on < r.valid_to
MATCH (u:Unit)-[s:SERVES]->(r) WHERE s.valid_from <= $on AND $on < s.valid_to
MATCH (r)<-[lies:LOCATED_IN]-(place:Unit)<-[t:SERVES]-(u)
WHERE lies.valid_from <= $on AND $on < lies.valid_to AND t.valid_from <= $on AND $on < t.valid_to
WITH r, u, min(s.valid_from) AS since, count(DISTINCT place) AS places
RETURN [r.key, u.key] AS subjects, [] AS clauses, since AS since, u.key AS unit, r.key AS region, u.key AS server, places AS places
ORDER BY r.key, u.key
