// name: first.clear_records
// title_en: Delete some of the journal that a first load has left behind
// title_nb: Slett noe av journalen en første innlasting har etterlatt
// access: write
// params:
//   most: int -- how many at once
// returns:
//   number: int -- how many were deleted
// order: number
// example: {most: 1}
//
MATCH (n:Record)
WITH n LIMIT $most
WITH collect(n) AS nodes
UNWIND nodes AS n
DETACH DELETE n
RETURN count(n) AS number
