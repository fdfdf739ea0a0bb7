// name: explore.size
// title_en: How many units, posts and people there are
// title_nb: Hvor mange enheter, poster og personer det er
// access: read
// params: {}
// returns:
//   things: int -- how many on any day
// order: things
// example: {}
//
MATCH (n:Entity)
WHERE n:Unit OR n:Post OR n:Person
RETURN count(n) AS things
ORDER BY things
