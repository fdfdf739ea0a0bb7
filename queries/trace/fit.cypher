// name: trace.fit
// title_en: Whether a question fits who asks it, and who can ask it instead
// title_nb: Om et spørsmål passer for den som spør, og hvem som kan stille det i stedet
// access: read
// params:
//   start: str -- key of the post, unit or person that asks
//   at: str -- key of the post or unit where the route would begin
//   roles: list -- Role.key of what `at` is asked in
//   theme: str -- Theme.key
//   matter: str -- MatterKind.key
//   on: date -- the day the question is asked for
// returns:
//   part: str -- what the row tells of, see below
//   key: str -- what it is sorted by
//   data: map -- what it tells
// order: part, key
// example: {start: 'nowhere', at: 'nowhere', roles: [], theme: 'none', matter: 'none', on: 2018-06-01}
//
// `field`: a theme that `at` works on; without any, it works on all.  `same`: who else fills one of the roles and
// works on the theme.  `deputises`: a post that the asker stands in for.  `regulated`: when an instruction regulates
// both the theme and the kind of matter, on whatever day.
MATCH (p:Entity {key: $at})
CALL (p) {
  // part: ways.field
}
UNWIND themes AS theme
RETURN 'field' AS part, theme AS key, {theme: theme} AS data
UNION ALL
UNWIND $roles AS role
MATCH (:Role {key: role})<-[f:FILLS]-(p:Entity)
WHERE f.valid_from <= $on AND $on < f.valid_to AND p.key <> $at
CALL (p) {
  // part: ways.field
}
WITH DISTINCT p, themes
WHERE size(themes) = 0 OR $theme IN themes
RETURN 'same' AS part, p.key AS key, {key: p.key, name_nb: p.name_nb, name_en: p.name_en} AS data
UNION ALL
MATCH (:Entity {key: $start})-[d:DEPUTISES_FOR]->(p:Post)
WHERE d.valid_from <= $on AND $on < d.valid_to
RETURN 'deputises' AS part, p.key AS key, {key: p.key, name_nb: p.name_nb, name_en: p.name_en} AS data
UNION ALL
MATCH (i:Instruction)-[t:REGULATES]->(:Theme {key: $theme})
MATCH (i)-[m:REGULATES]->(:MatterKind {key: $matter})
WITH i, CASE WHEN t.valid_from > m.valid_from THEN t.valid_from ELSE m.valid_from END AS since,
  CASE WHEN t.valid_to < m.valid_to THEN t.valid_to ELSE m.valid_to END AS until
WHERE since < until
RETURN 'regulated' AS part, i.key + since AS key, {citation: i.citation, since: since, until: until} AS data
