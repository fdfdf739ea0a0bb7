// name: derive.places
// title_en: Everything that lies in a region
// title_nb: Alt som ligger i en region
// access: read
// params: {}
// returns:
//   key: str -- Unit.key
// order: key
// example: {}
//
MATCH (place:Unit)-[:LOCATED_IN]->(:Region)
RETURN DISTINCT place.key AS key
ORDER BY key
