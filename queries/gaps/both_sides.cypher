// name: gaps.both_sides
// title_en: People on both sides of a step
// title_nb: Personer på begge sider av et steg
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the person, the post that takes the matter up and the one that receives it
//   clauses: list -- the clauses of the step
//   since: date -- first day on which the person held both posts
//   unit: str -- the unit of the post that receives
//   person: str -- the person
//   giver: str -- the post that takes the matter up
//   receiver: str -- the post that receives it
//   themes: list -- the themes
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: medium
// of: people_with_posts
// defaults: {}
// why_en: "{person:name} is on both sides of a step: {giver:name} takes matters up with {receiver:name} ({themes:themes})."
// why_nb: "{person:name} er på begge sider av et steg: {giver:name} tar saker opp med {receiver:name} ({themes:themes})."
// remedy_en: "Let somebody else take one of the two posts, or decide who takes such matters up instead."
// remedy_nb: "La noen andre overta en av de to postene, eller bestem hvem som skal ta opp slike saker i stedet."
//
// Ordinary steps and other lawful ways alike.
CALL () {
  // part: ways.asked(Person)
}
MATCH (x)-[h:HOLDS]->(p:Post) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH x, count(p) AS posts
WHERE posts > 1
MATCH (x)-[h:HOLDS]->(p:Post)-[e:ESCALATES_TO]->(q:Post)<-[i:HOLDS]-(x)
WHERE p <> q AND h.valid_from <= $on AND $on < h.valid_to AND i.valid_from <= $on AND $on < i.valid_to
  AND e.valid_from <= $on AND $on < e.valid_to
OPTIONAL MATCH (q)-[sits:POST_IN]->(u:Unit) WHERE sits.valid_from <= $on AND $on < sits.valid_to
WITH x, p, q, e, h, i, min(u.key) AS unit
WITH x.key AS person, p.key AS giver, q.key AS receiver, unit, e, CASE WHEN h.valid_from > i.valid_from THEN h.valid_from ELSE i.valid_from END AS begun
ORDER BY e.step
WITH person, giver, receiver, unit, max(begun) AS since, collect(coalesce(e.clauses, [])) AS cited, collect(e.themes) AS lists
RETURN [person, giver, receiver] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses, since AS since, unit AS unit,
  person AS person, giver AS giver, receiver AS receiver, reduce(found = [], list IN lists | found + [t IN list WHERE NOT t IN found]) AS themes
ORDER BY person, giver, receiver
