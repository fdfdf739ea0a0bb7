// name: gaps.unfollowed
// title_en: Places without follow-up
// title_nb: Steder uten oppfølging
// access: read
// params:
//   on: date -- the day the question is asked for
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
// example: {on: 2018-06-01}
// severity: high
// of: followed_places
// defaults: {}
// why_en:
//   no_post: "Nobody follows up {place:name} on {themes:themes}: {servers:name} serves it, but has no {givers:name} for that."
//   unserved: "Nobody follows up {place:name} on {themes:themes}: no unit serves it, so no {givers:name} does."
//   no_place: "The instruction requires {givers:name} to follow up {role:name}, but there are no such places."
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
OPTIONAL MATCH (u:Unit)-[f:FILLS]->(r)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND u.valid_from <= $on AND $on < u.valid_to
CALL (u) {
  // part: ways.followed
}
WITH giver, o, r, u, [t IN o.themes WHERE none(themes IN followed WHERE t IN themes)] AS lacking
WHERE size(lacking) > 0
WITH r, u, giver, o, lacking ORDER BY giver.key
WITH r, u, collect(DISTINCT giver.key) AS givers, collect(o.clauses) AS cited, collect(lacking) AS lists
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
