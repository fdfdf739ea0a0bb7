// name: gaps.long_route
// title_en: Long routes
// title_nb: Lange veier
// access: read
// params:
//   on: date -- the day the question is asked for
//   steps: int -- how many steps are not too many
//   routes: rows -- what walking found; see queries/gaps/walks.py
// returns:
//   subjects: list -- the chain, from the first one that is asked to the last
//   clauses: list -- the clauses of its steps
//   since: date -- always null, for a route is as old as its last change
//   unit: str -- the unit of the first one that is asked
//   count: int -- how many routes, each a place with a theme and a kind of matter
//   length: int -- how many steps it takes
//   last: str -- where it ends
//   places: int -- how many places
//   themes: list -- the themes
//   matters: list -- the kinds of matter
// order: subjects
// example: {on: 2018-06-01, steps: 6, routes: []}
// severity: low
// of: routes
// defaults: {steps: 6}
// why_en: "It takes {length} steps to {last:name}: {subjects:name} ({themes:themes}; {matters:matters}; places: {places})."
// why_nb: "Det tar {length} steg til {last:name}: {subjects:name} ({themes:themes}; {matters:matters}; steder: {places})."
// remedy_en: "See whether one of the steps can go straight to a later one."
// remedy_nb: "Vurder om et av stegene kan gå direkte til et senere."
//
// Routes are walked as `ansvar trace` does; what is too long is for the organisation to say.
UNWIND $routes AS route
WITH route
WHERE route.steps > $steps
WITH route.chain AS chain, route.group AS group, max(route.places) AS places, collect(route) AS routes
WITH chain, sum(places) AS places, collect(routes) AS lists
WITH chain, places, reduce(found = [], list IN lists | found + list) AS routes
OPTIONAL MATCH (n:Entity {key: chain[0]})
OPTIONAL MATCH (n)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH chain, places, routes, n, min(u.key) AS unit
RETURN chain AS subjects, reduce(found = [], r IN routes | found + r.step_clauses) AS clauses, null AS since,
  CASE WHEN n:Unit THEN n.key ELSE unit END AS unit, reduce(sum = 0, r IN routes | sum + r.cells) AS count,
  size(chain) AS length, chain[size(chain) - 1] AS last,
  places AS places,
  reduce(found = [], r IN routes | found + [t IN r.themes WHERE NOT t IN found]) AS themes,
  reduce(found = [], r IN routes | found + [m IN r.matters WHERE NOT m IN found]) AS matters
ORDER BY chain[0], size(chain), chain[size(chain) - 1]
