// name: derive.reach
// title_en: What lies under units, in regions and in bodies, on any day
// title_nb: Det som ligger under enheter, i regioner og i organer, på en hvilken som helst dag
// access: read
// params:
//   moved: list -- keys of units of which the unit above changed
//   regions: list -- keys of units of which, where they are regions, what serves them or lies around them changed
//   bodies: list -- keys of units of which, where they have members, the themes or what they are changed
//   served: bool -- whether what units that moved serve has edges of its own
// returns:
//   part: str -- ends (posts and units) or places (units that lie in a region)
//   key: str -- Entity.key
// order: none -- they are gathered in sets
// example: {moved: [], regions: [], bodies: [], served: false}
//
// Of all time, because an edge that has ended still tells where something hung before.
UNWIND $moved AS wanted
MATCH (:Entity {key: wanted})<-[:PART_OF*0..LEVELS]-(home:Unit)
WITH DISTINCT home
RETURN 'ends' AS part, home.key AS key
UNION ALL
UNWIND $moved AS wanted
MATCH (:Entity {key: wanted})<-[:PART_OF*0..LEVELS]-(home:Unit)
WITH DISTINCT home
MATCH (home)<-[:POST_IN]-(post:Post)
RETURN 'ends' AS part, post.key AS key
UNION ALL
WITH 1 AS one WHERE $served
UNWIND $moved AS wanted
MATCH (:Entity {key: wanted})<-[:PART_OF*0..LEVELS]-(home:Unit)
WITH DISTINCT home
MATCH (home)-[:SERVES]->(place:Unit)
RETURN 'ends' AS part, place.key AS key
UNION ALL
UNWIND $regions AS wanted
MATCH (:Entity {key: wanted})<-[:PART_OF*0..LEVELS]-(region:Region)
WITH DISTINCT region
MATCH (region)<-[:LOCATED_IN]-(place:Unit)
RETURN 'places' AS part, place.key AS key
UNION ALL
UNWIND $bodies AS wanted
MATCH (:Entity {key: wanted})<-[:MEMBER_OF|COORDINATES]-(post:Post)
RETURN 'ends' AS part, post.key AS key
