// name: ways.followed
// title_en: The themes on which somebody follows a place up
// title_nb: Temaene som noen følger opp et sted på
// access: part
// params:
//   on: date -- the day
// returns:
//   followed: list -- lists of Theme.key, one for each edge
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Stands in `CALL (u) { }`.  Says of FOLLOWS_UP on one day what ways.edges_to tells of every edge, for all places at once:
// the place's own edges, and those that it shares for the roles that it fills and the themes of its field.
OPTIONAL MATCH (u)-[g:FILLS]->(role:Role) WHERE g.valid_from <= $on AND $on < g.valid_to
WITH u, collect(role.key) AS filled
OPTIONAL MATCH (u)-[c:COVERS]->(theme:Theme) WHERE c.valid_from < c.valid_to
WITH u, filled, count(c) AS fields, collect(CASE WHEN c.valid_from <= $on AND $on < c.valid_to THEN theme.key ELSE null END) AS field
OPTIONAL MATCH (u)<-[e:FOLLOWS_UP]-(:Entity) WHERE e.served_end IS NULL AND e.valid_from <= $on AND $on < e.valid_to
WITH u, filled, fields, field, collect(e.themes) AS own
OPTIONAL MATCH (u)<-[s:SERVES]-(:Unit)<-[e:FOLLOWS_UP]-(o:Entity)
WHERE s.valid_from <= $on AND $on < s.valid_to AND e.served_end = 'receiver' AND e.valid_from <= $on AND $on < e.valid_to
WITH u, own, fields, field, e, o, [x IN e.served_roles WHERE NOT x IN filled] AS lacking
WITH own, collect(CASE WHEN e IS NULL OR o = u OR size(lacking) > 0 THEN null ELSE [t IN e.themes WHERE fields = 0 OR t IN field] END) AS shared
RETURN own + shared AS followed
