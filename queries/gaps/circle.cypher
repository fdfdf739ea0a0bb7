// name: gaps.circle
// title_en: Matters that go round in a circle
// title_nb: Saker som går i ring
// access: read
// params:
//   on: date -- the day the question is asked for
//   circles: rows -- what walking found; see queries/gaps/walks.py
// returns:
//   subjects: list -- those in the circle, each taking matters up with the next, the last with the first
//   clauses: list -- the clauses of the steps
//   since: date -- first day on which the circle was closed
//   unit: str -- the unit of the first of them
//   themes: list -- the themes
//   matters: list -- the kinds of matter
// order: subjects
// example: {on: 2018-06-01, circles: []}
// severity: high
// of: receivers
// defaults: {}
// why_en: "Matters go round in a circle: {subjects:name} take them up with each other ({themes:themes}; {matters:matters})."
// why_nb: "Saker går i ring: {subjects:name} tar dem opp med hverandre ({themes:themes}; {matters:matters})."
// remedy_en: "Decide which of them settles the matter, and end the step that leads back."
// remedy_nb: "Bestem hvem av dem som avgjør saken, og avslutt steget som fører tilbake."
//
// Ordinary steps only, and of several receivers the nearest, as a route would go.
UNWIND $circles AS circle
OPTIONAL MATCH (n:Entity {key: circle.keys[0]})
OPTIONAL MATCH (n)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH circle, n, min(u.key) AS unit
RETURN circle.keys AS subjects, circle.clauses AS clauses, circle.since AS since,
  CASE WHEN n:Unit THEN n.key ELSE unit END AS unit, circle.themes AS themes, circle.matters AS matters
ORDER BY subjects[0], size(subjects)
