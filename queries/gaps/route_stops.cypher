// name: gaps.route_stops
// title_en: Broken routes
// title_nb: Brutte veier
// access: read
// params:
//   on: date -- the day the question is asked for
//   routes: rows -- what walking found; see queries/gaps/walks.py
// returns:
//   subjects: list -- where the routes stop, and the role that is missing there; or the role that routes begin with
//   clauses: list -- the clauses that ask for somebody there
//   since: date -- first day on which nobody was there, where the graph tells
//   unit: str -- the unit where the routes stop
//   variant: str -- stops, nobody_reached, nobody_here, circle or no_start
//   count: int -- how many routes, each a place with a theme and a kind of matter
//   after: str -- the last one that a matter comes to; or the unit that serves the places
//   role: str -- the role that is missing
//   places: int -- how many places
//   themes: list -- the themes
//   matters: list -- the kinds of matter
//   posts: list -- posts with that role on the way where nobody is
//   line: list -- units that the places lie under
//   remedy: str -- fill, create, circle or no_start
// order: subjects
// example: {on: 2018-06-01, routes: []}
// severity: high
// of: routes
// follows: [role, posts, unit, line]
// beside: [posts, line, remedy]
// defaults: {}
// why_en:
//   stops: "The route stops after {after:name}: {role:name} is missing, and nobody takes the matter forward ({themes:themes}; {matters:matters}; places: {places})."
//   nobody_reached: "The places of {after:name} have nobody to turn to: {role:name} is missing ({themes:themes}; {matters:matters}; places: {places})."
//   nobody_here: "{after:name} has nobody to turn to: {role:name} is missing ({themes:themes}; {matters:matters})."
//   circle: "The route stops after {after:name}: every further step leads back to somebody the matter has been with ({themes:themes}; {matters:matters}; places: {places})."
//   no_start: "No route can begin: {role:name} is missing."
// why_nb:
//   stops: "Veien stanser etter {after:name}: {role:name} mangler, og ingen tar saken videre ({themes:themes}; {matters:matters}; steder: {places})."
//   nobody_reached: "Stedene til {after:name} har ingen å henvende seg til: {role:name} mangler ({themes:themes}; {matters:matters}; steder: {places})."
//   nobody_here: "{after:name} har ingen å henvende seg til: {role:name} mangler ({themes:themes}; {matters:matters})."
//   circle: "Veien stanser etter {after:name}: alle steg videre fører tilbake til noen saken har vært hos ({themes:themes}; {matters:matters}; steder: {places})."
//   no_start: "Ingen vei kan begynne: {role:name} mangler."
// remedy_en:
//   fill: "Fill {posts:name}, or name a deputy."
//   create: "There is no {role:name} to turn to yet: set up the post or body, and record who is in it."
//   circle: "End the step that leads back, or add the step that is missing."
//   no_start: "Record the places that routes begin with."
// remedy_nb:
//   fill: "Besett {posts:name}, eller utpek en stedfortreder."
//   create: "Det finnes ennå ingen {role:name} å henvende seg til: opprett posten eller organet, og registrer hvem som er der."
//   circle: "Avslutt steget som fører tilbake, eller legg til steget som mangler."
//   no_start: "Registrer stedene som veiene begynner med."
//
// Routes are walked as `ansvar trace` does, from every place, theme and kind of matter.  Those that stop
// at the same point for want of the same role are one finding.
UNWIND $routes AS route
WITH route
WHERE route.status = 'broken'
WITH route.after AS after, coalesce(route.role, '') AS role, route.group AS group, max(route.places) AS places, collect(route) AS routes
WITH after, role, sum(places) AS places, collect(routes) AS lists
WITH after, role, places, reduce(found = [], list IN lists | found + list) AS routes
WITH after, role, places, routes, any(r IN routes WHERE r.reached) AS reached, all(r IN routes WHERE r.own) AS own
OPTIONAL MATCH (n:Entity {key: after})
OPTIONAL MATCH (n)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH after, role, reached, own, places, routes, n, min(u.key) AS unit
RETURN CASE WHEN role = '' THEN [after] ELSE [after, role] END AS subjects,
  reduce(found = [], r IN routes | found + r.clauses) AS clauses,
  reduce(latest = null, r IN routes | CASE WHEN latest IS NULL OR r.since > latest THEN r.since ELSE latest END) AS since,
  CASE WHEN n:Unit THEN n.key ELSE unit END AS unit,
  CASE WHEN role = '' THEN 'circle' WHEN reached THEN 'stops' WHEN own THEN 'nobody_here' ELSE 'nobody_reached' END AS variant,
  reduce(sum = 0, r IN routes | sum + r.cells) AS count, after AS after, CASE WHEN role = '' THEN null ELSE role END AS role,
  places AS places,
  reduce(found = [], r IN routes | found + [t IN r.themes WHERE NOT t IN found]) AS themes,
  reduce(found = [], r IN routes | found + [m IN r.matters WHERE NOT m IN found]) AS matters,
  reduce(found = [], r IN routes | found + [p IN r.posts WHERE NOT p IN found]) AS posts,
  reduce(found = [], r IN routes | found + [u IN r.line WHERE NOT u IN found]) AS line,
  CASE WHEN role = '' THEN 'circle' WHEN any(r IN routes WHERE size(r.posts) > 0) THEN 'fill' ELSE 'create' END AS remedy
ORDER BY after, role
UNION ALL
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.starts AND size($routes) = 0 AND d.valid_from <= $on AND $on < d.valid_to
WITH d, r, d.stated_by AS by
CALL (by) {
  // part: ways.bound
}
OPTIONAL MATCH (u:Unit)-[f:FILLS]->(r)
  WHERE u.stated_by IN bound AND f.valid_from <= $on AND $on < f.valid_to AND u.valid_from <= $on AND $on < u.valid_to
WITH r, d, count(u) AS units
WHERE units = 0
WITH r, collect(coalesce(d.clauses, [])) AS cited
RETURN [r.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, null AS since, null AS unit,
  'no_start' AS variant, 1 AS count, null AS after, r.key AS role, 0 AS places, [] AS themes, [] AS matters,
  [] AS posts, [] AS line, 'no_start' AS remedy
ORDER BY r.key
