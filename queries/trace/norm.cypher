// name: trace.norm
// title_en: All that the instructions say about routes, for every theme and kind of matter
// title_nb: Alt instruksene sier om veier, for alle temaer og sakstyper
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   part: str -- what the row tells of, see below
//   key: str -- the node or role that it tells about
//   data: map -- what it tells
// order: part, key, data
// example: {on: 2018-06-01}
//
// `graph`: the graph's fingerprint.  `theme`, `matter`: what an instruction regulates on the day; `ends` tells where
// such matters end and who has to be there, instruction by instruction.
// `begins`: a role that a route can begin with; `followed` tells how many roles owe it follow-up in the
// same instruction.
// `step`: what the instructions foresee between roles, with the themes and matters it is meant for.
// `binds`: an organisation that an instruction binds.
// `clause`: a clause that speaks of some themes only.  `question`: what a clause leaves unclear, and how it is read.
// `style`: how the clauses of an instruction are cited, as JSON.  `receiver`: to whom one is addressed.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
RETURN 'graph' AS part, '' AS key, {fingerprint: s.fingerprint, as_of: s.loaded_at} AS data
UNION ALL
MATCH (i:Instruction)-[g:REGULATES]->(w:Entity)
WHERE g.valid_from <= $on AND $on < g.valid_to
WITH w, i, g ORDER BY w.key, i.key, g.valid_from
WITH w, collect({instruction: i.key, ends_nb: g.ends_nb, ends_en: g.ends_en, must_reach: g.must_reach,
  not_regulated_nb: g.not_regulated_nb, not_regulated_en: g.not_regulated_en, not_regulated_source: g.not_regulated_source,
  clauses: g.clauses}) AS ends
RETURN CASE WHEN w:Theme THEN 'theme' ELSE 'matter' END AS part, w.key AS key,
  {key: w.key, name_nb: w.name_nb, name_en: w.name_en, ends: ends} AS data
UNION ALL
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.starts AND d.valid_from <= $on AND $on < d.valid_to
OPTIONAL MATCH (:Role)-[o:OWES]->(r)
  WHERE o.edge = 'FOLLOWS_UP' AND o.stated_by = i.key AND o.valid_from <= $on AND $on < o.valid_to
WITH i, r, count(o) AS followed ORDER BY r.key, i.key
RETURN 'begins' AS part, r.key AS key, {instruction: i.key, followed: followed} AS data
UNION ALL
MATCH (a:Role)-[s:MAY_ESCALATE_TO]->(b:Role)
WHERE s.valid_from <= $on AND $on < s.valid_to
OPTIONAL MATCH (:Instruction {key: s.stated_by})-[def:DEFINES]->(b)
  WHERE def.valid_from <= $on AND $on < def.valid_to
WITH a, b, s, def ORDER BY a.key, b.key, s.step, def.valid_from
RETURN 'step' AS part, a.key AS key, {to: b.key, props: properties(s),
  name_nb: b.name_nb, name_en: b.name_en, seat: def.seat, in_person: def.in_person, defined_by: def.clauses} AS data
UNION ALL
MATCH (i:Instruction)-[b:BINDS]->(o:Organisation)
WHERE b.valid_from <= $on AND $on < b.valid_to
WITH i, o ORDER BY i.key, o.key
RETURN 'binds' AS part, i.key AS key, {organisation: o.key} AS data
UNION ALL
MATCH (c:Clause)
WHERE c.themes IS NOT NULL
WITH c ORDER BY c.key
RETURN 'clause' AS part, c.key AS key, {themes: c.themes} AS data
UNION ALL
MATCH (i:Instruction)
WHERE i.citation_style IS NOT NULL
RETURN 'style' AS part, i.key AS key, {document: i.citation, style: i.citation_style} AS data
UNION ALL
MATCH (i:Instruction)
WHERE i.receiver_nb IS NOT NULL
RETURN 'receiver' AS part, i.key AS key,
  {citation: i.citation, receiver_nb: i.receiver_nb, receiver_en: i.receiver_en} AS data
UNION ALL
MATCH (c:Clause)-[r:RAISES]->(q:OpenQuestion)
WHERE r.valid_from <= $on AND $on < r.valid_to
WITH q, c ORDER BY q.key, c.key
WITH q, collect(c.key) AS clauses
RETURN 'question' AS part, q.key AS key, {number: q.number, text_nb: q.text_nb, text_en: q.text_en,
  reading_nb: q.reading_nb, reading_en: q.reading_en, clauses: clauses} AS data
