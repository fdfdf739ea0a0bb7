// name: content.edges_at
// title_en: What files state at some nodes
// title_nb: Det filer oppgir ved noen noder
// access: read
// params:
//   subjects: list -- Entity.key; edges that stand in the entries of these
//   new: list -- Entity.key; every edge of these
// returns:
//   type: str -- its type
//   giver: str -- key of the node it starts from
//   receiver: str -- key of the node it leads to
//   props: map -- all its properties
// order: none -- who reads it sorts
// example: {subjects: [], new: []}
//
// The same edge can come twice.  Those that start at a role or a theme are few, those that end there are many.
UNWIND $subjects + $new AS wanted
MATCH (a:Entity {key: wanted})-[e]->(b:Entity)
WHERE e.derived_from IS NULL
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $subjects AS wanted
MATCH (b:Entity {key: wanted})<-[e:HOLDS|ABSENT_FROM|DEPUTISES_FOR]-(a:Entity)
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
UNION ALL
UNWIND $new AS wanted
MATCH (b:Entity {key: wanted})<-[e]-(a:Entity)
WHERE e.derived_from IS NULL
RETURN type(e) AS type, a.key AS giver, b.key AS receiver, properties(e) AS props
