// name: content.bindings
// title_en: By what it is told whom instructions bind
// title_nb: Det som forteller hvem instruksene binder
// access: read
// params: {}
// returns:
//   type: str -- edge type
//   giver: str -- Entity.key
//   receiver: str -- Entity.key
//   props: map -- all its properties
// order: none -- they are put in groups
// example: {}
//
MATCH (i:Instruction)-[e:DEFINES|REPLACES|ISSUED_AS|BINDS]->(n:Entity)
RETURN type(e) AS type, i.key AS giver, n.key AS receiver, properties(e) AS props
