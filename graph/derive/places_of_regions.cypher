// name: derive.places_of_regions
// title_en: Places that a unit serves because they lie in its region
// title_nb: Steder en enhet betjener fordi de ligger i regionen dens
// access: read
// params:
//   keys: list -- keys of units
//   whole: bool -- all units, whatever the keys
// returns:
//   giver: str -- Unit.key of the serving unit
//   receiver: str -- Unit.key of the place
//   over: list -- the edges in between
//   apart: list -- the periods in which a unit is named for the place directly
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// example: {keys: [], whole: true}
//
// While a unit is named for the place directly, no other one serves it: what is said of the place
// itself goes before what is said of its region.  A region can lie in a larger one.
CALL {
  WITH 1 AS one WHERE $whole
  MATCH (place:Unit)-[lies:LOCATED_IN]->(region:Region)
  RETURN place, lies, region
  UNION ALL
  UNWIND $keys AS wanted
  MATCH (place:Entity {key: wanted})
  WITH place WHERE place:Unit
  MATCH (place)-[lies:LOCATED_IN]->(region:Region)
  RETURN place, lies, region
}
WITH place, lies, region WHERE NOT place:Region
OPTIONAL MATCH (direct:Unit)-[named_for:SERVES]->(place) WHERE named_for.derived_from IS NULL
WITH place, lies, region, collect(CASE WHEN direct IS NULL THEN null
  ELSE {valid_from: named_for.valid_from, valid_to: named_for.valid_to} END) AS apart
MATCH path = (region)-[:PART_OF*0..LEVELS]->(:Region)<-[:SERVES]-(unit:Unit)
WITH place, lies, apart, unit, relationships(path) AS way
RETURN unit.key AS giver, place.key AS receiver,
  [e IN way + [lies] | {type: type(e), giver: startNode(e).key, receiver: endNode(e).key, valid_from: e.valid_from, valid_to: e.valid_to, themes: null}] AS over,
  apart
