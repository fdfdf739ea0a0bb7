// name: derive.fillers
// title_en: Who fills some roles, on any day
// title_nb: Hvem som fyller noen roller, en eller annen dag
// access: read
// params:
//   roles: list -- Role.key
// returns:
//   role: str -- Role.key
//   keys: list -- keys of the posts and units that fill it
// order: role
// example: {roles: []}
//
UNWIND $roles AS wanted
MATCH (r:Role {key: wanted})<-[:FILLS]-(n:Entity)
RETURN r.key AS role, collect(DISTINCT n.key) AS keys
ORDER BY role
