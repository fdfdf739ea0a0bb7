// name: derive.standing
// title_en: The derived edges that the graph has at some things
// title_nb: De utledede kantene grafen har ved noen ting
// access: read
// params:
//   keys: list -- keys of posts and units; edges between posts and units that start or end there
//   bodies: list -- keys of units; roles that they fill
//   places: list -- keys of units; who serves them
//   steps: rows -- giver, receiver (Role.key), step and instruction of steps; the edges that follow from them
//   whole: bool -- every derived edge there is
// returns:
//   type: str -- edge type
//   giver: str -- Entity.key
//   receiver: str -- Entity.key
//   props: map -- its properties
// order: none -- they are compared as sets
// example: {keys: [], bodies: [], places: [], steps: [], whole: false}
//
// An edge between two of the keys comes twice.
WITH 1 AS one WHERE $whole
MATCH (a:Entity)-[e:FILLS|SERVES|FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]->(b:Entity)
WHERE e.derived_from IS NOT NULL
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $keys AS wanted
MATCH (a:Entity {key: wanted})-[e:FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]->(b:Entity)
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $keys AS wanted
MATCH (b:Entity {key: wanted})<-[e:FOLLOWS_UP|GUIDES|INFORMS|ESCALATES_TO]-(a:Entity)
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $bodies AS wanted
MATCH (a:Entity {key: wanted})-[e:FILLS]->(b:Entity)
WHERE e.derived_from IS NOT NULL
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $places AS wanted
MATCH (b:Entity {key: wanted})<-[e:SERVES]-(a:Entity)
WHERE e.derived_from IS NOT NULL
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $steps AS wanted
MATCH (:Role {key: wanted.receiver})<-[:FILLS]-(b:Entity)
WITH DISTINCT wanted, b
MATCH (a:Entity)-[e:ESCALATES_TO]->(b)
WHERE e.step = wanted.step AND e.instruction = wanted.instruction AND e.from_role = wanted.giver AND e.to_role = wanted.receiver
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
