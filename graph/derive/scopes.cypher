// name: derive.scopes
// title_en: Which themes a post or unit works on
// title_nb: Hvilke temaer en post eller enhet arbeider med
// access: read
// params:
//   keys: list -- keys of posts and units
// returns:
//   key: str -- key of the post or unit
//   own: list -- its own COVERS edges, each [theme, valid_from, valid_to]
//   through: list -- COVERS edges of the networks it is in, each [body, theme, valid_from, valid_to]
//   barred: list -- when an instruction keeps it out of a network that it is in, each [body, valid_from, valid_to]
// order: none -- they are looked up by key
// example: {keys: []}
//
// Own fields go before those of the networks; with neither, a post or unit works on every theme.
// What has no time at all, because it was taken back, never was.
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
OPTIONAL MATCH (n)-[c:COVERS]->(t:Theme) WHERE c.valid_from < c.valid_to
WITH n, collect(CASE WHEN c IS NULL THEN null ELSE {theme: t.key, valid_from: c.valid_from, valid_to: c.valid_to} END) AS own
OPTIONAL MATCH (n)-[m:MEMBER_OF|COORDINATES]->(u:Unit)-[c:COVERS]->(t:Theme) WHERE c.valid_from < c.valid_to AND m.valid_from < m.valid_to
WITH n, own, collect(CASE WHEN c IS NULL THEN null ELSE {body: u.key, theme: t.key,
  valid_from: CASE WHEN m.valid_from > c.valid_from THEN m.valid_from ELSE c.valid_from END,
  valid_to: CASE WHEN m.valid_to < c.valid_to THEN m.valid_to ELSE c.valid_to END} END) AS through
WHERE size(own) > 0 OR size(through) > 0
OPTIONAL MATCH (n)-[f:FILLS]->(:Role)-[x:EXCLUDES]-(:Role)<-[g:FILLS]-(body:Unit)<-[:MEMBER_OF|COORDINATES]-(n)
WITH n, own, through, collect(DISTINCT CASE WHEN x IS NULL THEN null ELSE {body: body.key,
  valid_from: reduce(day = f.valid_from, one IN [x.valid_from, g.valid_from] | CASE WHEN one > day THEN one ELSE day END),
  valid_to: reduce(day = f.valid_to, one IN [x.valid_to, g.valid_to] | CASE WHEN one < day THEN one ELSE day END)} END) AS barred
RETURN n.key AS key, own, through, barred
