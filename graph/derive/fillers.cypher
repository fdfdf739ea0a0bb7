// name: derive.fillers
// title_en: Who fills which roles, on any day
// title_nb: Hvem som fyller hvilke roller, en eller annen dag
// access: read
// params:
//   roles: list -- Role.key; all who fill one of these
//   keys: list -- keys of posts and units; what these fill
// returns:
//   role: str -- Role.key; empty for a unit of the keys, whatever it fills
//   key: str -- key of a post or unit that fills it
// order: none -- they are gathered in sets
// example: {roles: [], keys: []}
//
UNWIND $roles AS wanted
MATCH (r:Role {key: wanted})<-[:FILLS]-(n:Entity)
RETURN DISTINCT r.key AS role, n.key AS key
UNION ALL
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
WITH n
MATCH (n)-[:FILLS]->(r:Role)
RETURN DISTINCT r.key AS role, n.key AS key
UNION ALL
UNWIND $keys AS wanted
MATCH (n:Entity {key: wanted})
WITH n WHERE n:Unit
RETURN '' AS role, n.key AS key
