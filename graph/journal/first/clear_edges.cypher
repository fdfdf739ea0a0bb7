// name: first.clear_edges
// title_en: Delete some of the edges that a first load has left behind
// title_nb: Slett noen av kantene en første innlasting har etterlatt
// access: write
// params:
//   most: int -- how many at once
// returns:
//   number: int -- how many were deleted
// order: number
// example: {most: 1}
//
// All are found before the first is deleted, see ansvar.graph.schema.statements.
MATCH (:Entity)-[e]->(:Entity)
WITH e LIMIT $most
WITH collect(e) AS edges
UNWIND edges AS e
DELETE e
RETURN count(e) AS number
