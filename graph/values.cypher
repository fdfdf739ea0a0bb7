// name: graph.values
// title_en: Nodes whose values on a day were others than now
// title_nb: Noder som hadde andre verdier en dag enn nå
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   key: str -- Entity.key
//   props: map -- all its properties, with the values that they have had
// order: none -- they are looked up by key
// example: {on: 2018-06-01}
//
MATCH (n:Entity) WHERE n.changed_on > $on
RETURN n.key AS key, properties(n) AS props
