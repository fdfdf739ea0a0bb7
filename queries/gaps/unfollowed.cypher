// name: gaps.unfollowed
// title_en: Places that nobody follows up
// title_nb: Steder som ingen følger opp
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   subjects: list -- the place; or the role, when there is no such place at all
//   clauses: list -- the clauses that ask for the follow-up
//   since: date -- first day without it; null when there is no place
//   unit: str -- key of the place
//   variant: str -- no_post, unserved or no_place
//   place_nb: str -- name of the place
//   place_en: str -- name of the place
//   served_by: list -- keys of the units that serve the place
//   server_nb: list -- their names
//   server_en: list -- their names
//   themes: list -- keys of the themes that nobody follows up
//   theme_nb: list -- their names
//   theme_en: list -- their names
//   giver_nb: list -- the role that owes the follow-up
//   giver_en: list -- the role that owes the follow-up
//   role_nb: str -- the role that the place fills
//   role_en: str -- the role that the place fills
// order: subjects
// example: {on: 2018-06-01}
// severity: high
// of: followed_places
// defaults: {}
// why_en:
//   no_post: "Nobody follows up {place} on {theme}: {server} serves it but has no {giver} for that."
//   unserved: "Nobody follows up {place} on {theme}: no unit serves it, so no {giver} does."
//   no_place: "The instruction asks {giver} to follow up {role}, but there is not one such place."
// why_nb:
//   no_post: "Ingen følger opp {place} på {theme}: {server} betjener stedet, men har ingen {giver} for det."
//   unserved: "Ingen følger opp {place} på {theme}: ingen enhet betjener stedet, og dermed gjør ingen {giver} det."
//   no_place: "Instruksen ber {giver} følge opp {role}, men det finnes ikke ett slikt sted."
// remedy_en:
//   no_post: "Set up the post at the unit that serves the place, or let an existing one cover the theme."
//   unserved: "Say which unit serves the place or its region."
//   no_place: "Enter the places; without them no route can start."
// remedy_nb:
//   no_post: "Opprett posten ved enheten som betjener stedet, eller la en som finnes dekke temaet."
//   unserved: "Si hvilken enhet som betjener stedet eller regionen det ligger i."
//   no_place: "Legg inn stedene; uten dem kan ingen vei begynne."
//
// A place whose follow-up lies with a vacant post is not listed here but as that vacant post: the
// follow-up is arranged, only its holder is missing.
MATCH (giver:Role)-[o:OWES]->(r:Role)
WHERE o.edge = 'FOLLOWS_UP' AND o.valid_from <= $on AND $on < o.valid_to
OPTIONAL MATCH (u:Unit)-[f:FILLS]->(r)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND u.valid_from <= $on AND $on < u.valid_to
OPTIONAL MATCH (u)<-[e:FOLLOWS_UP]-(:Entity) WHERE e.valid_from <= $on AND $on < e.valid_to
WITH giver, o, r, u, collect(e.themes) AS followed
WITH giver, o, r, u, [t IN o.themes WHERE none(themes IN followed WHERE t IN themes)] AS lacking
WHERE size(lacking) > 0
WITH r, u, giver, o, lacking ORDER BY giver.key
WITH r, u, collect(giver.name_nb) AS giver_nb, collect(giver.name_en) AS giver_en, collect(o.clauses) AS cited, collect(lacking) AS lists
WITH r, u, giver_nb, giver_en,
  reduce(all = [], list IN cited | all + [c IN list WHERE NOT c IN all]) AS cited,
  reduce(all = [], list IN lists | all + [t IN list WHERE NOT t IN all]) AS themes
OPTIONAL MATCH (u)<-[old:FOLLOWS_UP]-(:Entity) WHERE old.valid_to <= $on AND any(t IN old.themes WHERE t IN themes)
WITH r, u, giver_nb, giver_en, cited, themes, max(old.valid_to) AS last
OPTIONAL MATCH (server:Unit)-[s:SERVES]->(u) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH r, u, giver_nb, giver_en, cited, themes, last, server ORDER BY server.key
WITH r, u, giver_nb, giver_en, cited, themes, last, collect(server.key) AS served_by,
  collect(server.name_nb) AS server_nb, collect(server.name_en) AS server_en
OPTIONAL MATCH (t:Theme) WHERE t.key IN themes
WITH r, u, giver_nb, giver_en, cited, themes, last, served_by, server_nb, server_en, t ORDER BY t.key
WITH r, u, giver_nb, giver_en, cited, themes, last, served_by, server_nb, server_en,
  collect(t.name_nb) AS theme_nb, collect(t.name_en) AS theme_en
OPTIONAL MATCH (c:Clause) WHERE c.key IN cited AND (c.themes IS NULL OR any(t IN c.themes WHERE t IN themes))
WITH r, u, giver_nb, giver_en, themes, last, served_by, server_nb, server_en, theme_nb, theme_en, c ORDER BY c.position
WITH r, u, giver_nb, giver_en, themes, last, served_by, server_nb, server_en, theme_nb, theme_en, collect(c.key) AS clauses
RETURN [CASE WHEN u IS NULL THEN r.key ELSE u.key END] AS subjects, clauses AS clauses,
  CASE WHEN u IS NULL THEN null WHEN last IS NULL THEN u.valid_from ELSE last END AS since, u.key AS unit,
  CASE WHEN u IS NULL THEN 'no_place' WHEN size(served_by) = 0 THEN 'unserved' ELSE 'no_post' END AS variant,
  u.name_nb AS place_nb, u.name_en AS place_en, served_by AS served_by, server_nb AS server_nb, server_en AS server_en,
  themes AS themes, theme_nb AS theme_nb, theme_en AS theme_en, giver_nb AS giver_nb, giver_en AS giver_en,
  r.name_nb AS role_nb, r.name_en AS role_en
ORDER BY subjects
