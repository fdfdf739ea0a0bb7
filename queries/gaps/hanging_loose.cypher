// name: gaps.hanging_loose
// title_en: Units and posts that belong nowhere
// title_nb: Enheter og poster uten tilhørighet
// access: read
// params:
//   on: date -- the day the question is asked for
//   about: list -- keys of what is asked about; empty for all
// returns:
//   subjects: list -- the unit or the post
//   clauses: list -- the clauses of the roles that it has
//   since: date -- first day on which it hangs loose
//   unit: str -- the unit; null for a post
//   variant: str -- unit or post
//   thing: str -- the unit or post
//   label: str -- its kind
// order: subjects
// example: {on: 2018-06-01, about: []}
// severity: medium
// of: units_and_posts
// defaults: {}
// why_en:
//   unit: "{thing:name} ({label:kind}) belongs nowhere: it is under no unit and in no region, and nobody serves it."
//   post: "{thing:name} belongs to no unit."
// why_nb:
//   unit: "{thing:name} ({label:kind}) hører ikke til noe sted: enheten ligger ikke under noen annen enhet eller i noen region, og ingen betjener den."
//   post: "{thing:name} hører ikke til i noen enhet."
// remedy_en:
//   unit: "Record where it belongs or who serves it, or end it."
//   post: "Record which unit the post belongs to, or end it."
// remedy_nb:
//   unit: "Registrer hvor enheten hører til eller hvem som betjener den, eller avslutt den."
//   post: "Registrer hvilken enhet posten hører til i, eller avslutt den."
//
// A top has something under it and does not hang loose; a body is tied by its members and coordinators.
// External partners stand outside by what they are.
CALL () {
  // part: ways.asked(Unit)
}
WITH x AS u WHERE u.valid_from <= $on AND $on < u.valid_to AND NOT u.key IN $gone AND NOT u:ExternalPartner
OPTIONAL MATCH (u)-[e:PART_OF|LOCATED_IN]-(o:Unit)
  WHERE e.valid_from <= $on AND $on < e.valid_to AND o.valid_from <= $on AND $on < o.valid_to
WITH u, count(e) AS ties
WHERE ties = 0
OPTIONAL MATCH (u)<-[e:SERVES|MEMBER_OF|COORDINATES]-(:Entity) WHERE e.valid_from <= $on AND $on < e.valid_to
WITH u, count(e) AS ties
WHERE ties = 0
OPTIONAL MATCH (u)-[e:PART_OF|LOCATED_IN]-(:Unit) WHERE e.valid_from < e.valid_to AND e.valid_to <= $on
WITH u, max(e.valid_to) AS before
OPTIONAL MATCH (u)<-[e:SERVES|MEMBER_OF|COORDINATES]-(:Entity) WHERE e.valid_from < e.valid_to AND e.valid_to <= $on
WITH u, before, max(e.valid_to) AS last
OPTIONAL MATCH (u)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to
  AND o.key = u.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH u, CASE WHEN before > coalesce(last, '') THEN before ELSE last END AS last, r, d ORDER BY r.key
WITH u, last, collect(coalesce(d.clauses, [])) AS cited, [l IN labels(u) WHERE NOT l IN ['Entity', 'Unit']] AS kinds
RETURN [u.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last IS NULL THEN u.valid_from ELSE last END AS since, u.key AS unit, 'unit' AS variant, u.key AS thing,
  CASE WHEN size(kinds) > 0 THEN kinds[0] ELSE 'Unit' END AS label
ORDER BY u.key
UNION ALL
CALL () {
  // part: ways.asked(Post)
}
WITH x AS p WHERE p.valid_from <= $on AND $on < p.valid_to AND NOT p.key IN $gone
OPTIONAL MATCH (p)-[s:POST_IN]->(o:Unit)
  WHERE s.valid_from <= $on AND $on < s.valid_to AND o.valid_from <= $on AND $on < o.valid_to
WITH p, count(s) AS ties
WHERE ties = 0
OPTIONAL MATCH (p)-[s:POST_IN]->(o:Unit) WHERE s.valid_from < s.valid_to
WITH p, max(CASE WHEN s.valid_to <= $on THEN s.valid_to WHEN o.valid_to <= $on THEN o.valid_to ELSE null END) AS last
OPTIONAL MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH p, last, r, d ORDER BY r.key
WITH p, last, collect(coalesce(d.clauses, [])) AS cited
RETURN [p.key] AS subjects, reduce(found = [], list IN cited | found + list) AS clauses,
  CASE WHEN last IS NULL THEN p.valid_from ELSE last END AS since, null AS unit, 'post' AS variant, p.key AS thing, 'Post' AS label
ORDER BY p.key
