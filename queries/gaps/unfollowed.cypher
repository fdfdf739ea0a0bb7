// name: gaps.unfollowed
// title_en: Places without follow-up
// title_nb: Steder uten oppfølging
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the place; or the role, when there is no such place at all
//   clauses: list -- the clauses that ask for the follow-up
//   since: date -- first day without it; null when there is no place
//   unit: str -- the place
//   variant: str -- no_post, unserved or no_place
//   place: str -- the place
//   role: str -- the role that the place fills
//   givers: list -- the roles that owe it the follow-up
//   servers: list -- the units that serve it
//   themes: list -- the themes that nobody follows up
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: high
// of: followed_places
// root: [givers, place]
// follows: [givers, servers]
// defaults: {}
// why_en:
//   no_post: "Nobody follows up with {place:name} on {themes:themes}: {servers:name} serves it, but has no {givers:name} for that."
//   unserved: "Nobody follows up with {place:name} on {themes:themes}: no unit serves it, so no {givers:name} does."
//   no_place: "The instruction requires {givers:name} to follow up with {role:name}, but there are no such places."
// why_nb:
//   no_post: "Ingen følger opp {place:name} på {themes:themes}: {servers:name} betjener stedet, men har ingen {givers:name} for det."
//   unserved: "Ingen følger opp {place:name} på {themes:themes}: ingen enhet betjener stedet, så ingen {givers:name} gjør det."
//   no_place: "Instruksen pålegger {givers:name} å følge opp {role:name}, men det finnes ingen slike steder."
// remedy_en:
//   no_post: "Set up the post at the unit that serves the place, or let an existing one cover the theme."
//   unserved: "Record which unit serves the place, or the region it is in."
//   no_place: "Record the places; without them no route can begin."
// remedy_nb:
//   no_post: "Opprett posten ved enheten som betjener stedet, eller la en eksisterende post dekke temaet."
//   unserved: "Registrer hvilken enhet som betjener stedet, eller regionen det ligger i."
//   no_place: "Registrer stedene; uten dem kan ingen vei begynne."
//
// A place whose follow-up lies with a vacant post is not listed here but as that vacant post: the
// follow-up is arranged, only its holder is missing.
MATCH (giver:Role)-[o:OWES]->(r:Role)
WHERE o.edge = 'FOLLOWS_UP' AND o.valid_from <= $on AND $on < o.valid_to
WITH r, giver, o ORDER BY giver.key
WITH r, o.stated_by AS by, collect({giver: giver.key, themes: o.themes, clauses: o.clauses}) AS owed
CALL (by) {
  // part: ways.bound
}
CALL (r, bound) {
  // part: ways.fillers(Unit)
}
WITH r, owed, x AS u
OPTIONAL MATCH (u)<-[s:SERVES]-(server:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH r, owed, server, collect({unit: u, fields: CASE WHEN u IS NULL THEN 1 ELSE size([(u)-[c:COVERS]->(t:Theme) WHERE c.valid_from < c.valid_to | t.key]) END}) AS places
WITH r, owed, places, CASE WHEN server IS NULL THEN [] ELSE [(server)<-[e:FOLLOWS_UP]-(:Post) WHERE e.served_end = 'receiver' AND e.valid_from <= $on
  AND $on < e.valid_to AND e.served_roles = [r.key] | e.themes] END AS shared
WITH r, owed, places, size([one IN owed WHERE any(t IN one.themes WHERE none(themes IN shared WHERE t IN themes))]) AS unmet
UNWIND places AS place
WITH DISTINCT r, owed, place.unit AS u, CASE WHEN place.fields > 0 THEN 1 ELSE unmet END AS unmet
WHERE unmet > 0
WITH DISTINCT r, owed, u
CALL (u) {
  // part: ways.followed
}
UNWIND owed AS one
WITH r, u, one, [t IN one.themes WHERE none(themes IN followed WHERE t IN themes)] AS lacking
WHERE size(lacking) > 0
WITH r, u, one, lacking ORDER BY one.giver
WITH r, u, collect(DISTINCT one.giver) AS givers, collect(one.clauses) AS cited, collect(lacking) AS lists
WITH r, u, givers, cited, reduce(found = [], list IN lists | found + [t IN list WHERE NOT t IN found]) AS themes
CALL (u, themes) {
  // part: ways.ends_to
}
OPTIONAL MATCH (server:Unit)-[s:SERVES]->(u) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH r, u, givers, cited, themes, last, server.key AS server ORDER BY server
WITH r, u, givers, cited, themes, last, collect(DISTINCT server) AS servers
RETURN [CASE WHEN u IS NULL THEN r.key ELSE u.key END] AS subjects,
  reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last IS NULL THEN u.valid_from ELSE last END AS since, u.key AS unit,
  CASE WHEN u IS NULL THEN 'no_place' WHEN size(servers) = 0 THEN 'unserved' ELSE 'no_post' END AS variant,
  u.key AS place, r.key AS role, givers AS givers, servers AS servers, themes AS themes
ORDER BY u.key, r.key
