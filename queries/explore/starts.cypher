// name: explore.starts
// title_en: Units, posts and people by name, those first that a route can begin with
// title_nb: Enheter, poster og personer etter navn, de først som en vei kan begynne hos
// access: read
// params:
//   text: str -- part of the name or key, in lower case; empty for all
//   on: date -- the day the question is asked for
//   most: int -- how many at the most
// returns:
//   key: str -- Entity.key
//   labels: list -- its labels
//   name_nb: str -- its name, bokmål
//   name_en: str -- its name, English
//   unit: str -- Unit.key of the unit that a post sits in; null for others
//   unit_nb: str -- its name, bokmål
//   unit_en: str -- its name, English
//   starts: bool -- true when it fills a role that an instruction lets a route begin with
// order: starts descending, name_nb, key
// example: {text: '', on: 2018-06-01, most: 50}
//
MATCH (n:Entity)
WHERE (n:Unit OR n:Post OR n:Person) AND n.valid_from <= $on AND $on < n.valid_to AND NOT n.key IN $gone
  AND ($text = '' OR toLower(n.name_nb) CONTAINS $text OR toLower(n.name_en) CONTAINS $text OR n.key CONTAINS $text)
OPTIONAL MATCH (n)-[f:FILLS]->(:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE d.starts = true AND d.valid_from <= $on AND $on < d.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND o.key = n.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH n, count(f) > 0 AS starts
ORDER BY starts DESC, n.name_nb, n.key
LIMIT $most
OPTIONAL MATCH (n)-[p:POST_IN]->(u:Unit) WHERE p.valid_from <= $on AND $on < p.valid_to
WITH n, starts, u ORDER BY u.key
WITH n, starts, head(collect(u)) AS u
RETURN n.key AS key, labels(n) AS labels, n.name_nb AS name_nb, n.name_en AS name_en,
  u.key AS unit, u.name_nb AS unit_nb, u.name_en AS unit_en, starts
ORDER BY starts DESC, name_nb, key
