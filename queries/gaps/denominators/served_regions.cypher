// name: denominators.served_regions
// title_en: regions with places, each with a unit that serves it
// title_nb: regioner med steder, hver med en enhet som betjener den
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// A region that two units serve counts twice.
OPTIONAL MATCH (u:Unit)-[s:SERVES]->(r:Unit)<-[lies:LOCATED_IN]-(place:Unit)<-[t:SERVES]-(u)
WHERE s.valid_from <= $on AND $on < s.valid_to AND lies.valid_from <= $on AND $on < lies.valid_to
  AND t.valid_from <= $on AND $on < t.valid_to AND r.valid_from <= $on AND $on < r.valid_to
RETURN count(DISTINCT u.key + ' ' + r.key) AS n
