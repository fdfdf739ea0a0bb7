// name: denominators.units_and_posts
// title_en: units and posts
// title_nb: enheter og poster
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// External partners are left out.
MATCH (x:Entity)
WHERE (x:Post OR (x:Unit AND NOT x:ExternalPartner)) AND x.valid_from <= $on AND $on < x.valid_to AND NOT x.key IN $gone
RETURN count(x) AS n
