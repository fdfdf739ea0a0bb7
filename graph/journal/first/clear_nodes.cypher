// name: first.clear_nodes
// title_en: Delete some of the nodes that a first load has left behind
// title_nb: Slett noen av nodene en første innlasting har etterlatt
// access: write
// params:
//   most: int -- how many at once
// returns:
//   number: int -- how many were deleted
// order: number
// example: {most: 1}
//
MATCH (n:Entity)
WITH n LIMIT $most
WITH collect(n) AS nodes
UNWIND nodes AS n
DETACH DELETE n
RETURN count(n) AS number
