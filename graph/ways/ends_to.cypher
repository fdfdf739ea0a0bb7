// name: ways.ends_to
// title_en: When the last follow-up of a place ended
// title_nb: Når den siste oppfølgingen av et sted tok slutt
// access: part
// params:
//   on: date -- the day
// returns:
//   last: date -- first day without any of it, not later than the day; null when there never was any
// order: none -- one row
// example: {on: 2018-06-01}
//
// Stands in a CALL with `u`, the place, and `themes`, keys of the themes of which at least one has to be followed up.
// What it shared with others ended when the edge did, or when it was no longer served, no longer filled the role or
// no longer worked on the theme.
OPTIONAL MATCH (u)<-[e:FOLLOWS_UP]-(:Entity)
WHERE e.served_end IS NULL AND e.valid_to <= $on AND any(t IN e.themes WHERE t IN themes)
WITH u, themes, max(e.valid_to) AS own
OPTIONAL MATCH (u)<-[s:SERVES]-(:Unit)<-[e:FOLLOWS_UP]-(:Entity)
WHERE e.served_end = 'receiver' AND any(t IN e.themes WHERE t IN themes)
OPTIONAL MATCH (u)-[f:FILLS]->(role:Role) WHERE role.key = e.served_roles[0]
OPTIONAL MATCH (u)-[c:COVERS]->(theme:Theme) WHERE c.valid_from < c.valid_to
WITH own, e, [x IN [e, s, f, c] WHERE x IS NOT NULL | {start: x.valid_from, stop: x.valid_to}] AS over, s IS NOT NULL AND f IS NOT NULL AND (c IS NULL OR theme.key IN e.themes AND theme.key IN themes) AS shared
WITH own, shared, reduce(day = '', x IN over | CASE WHEN x.start > day THEN x.start ELSE day END) AS begun,
  reduce(day = '9999-12-31', x IN over | CASE WHEN x.stop < day THEN x.stop ELSE day END) AS ended
WITH own, max(CASE WHEN shared AND begun < ended AND ended <= $on THEN ended ELSE null END) AS other
RETURN CASE WHEN own IS NULL OR other > own THEN other ELSE own END AS last
