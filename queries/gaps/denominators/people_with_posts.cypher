// name: denominators.people_with_posts
// title_en: people who hold a post
// title_nb: personer som innehar en post
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// However many posts they hold.
MATCH (x:Person)-[h:HOLDS]->(:Post)
WHERE h.valid_from <= $on AND $on < h.valid_to
RETURN count(DISTINCT x) AS n
