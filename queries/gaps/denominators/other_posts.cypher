// name: denominators.other_posts
// title_en: posts that no instruction relies on
// title_nb: poster som ingen instruks forutsetter
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// All posts but those that denominators.role_posts counts.
MATCH (p:Post)
WHERE p.valid_from <= $on AND $on < p.valid_to AND NOT p.key IN $gone
OPTIONAL MATCH (p)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NULL
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH r, d, collect(p.key) AS posts
CALL (d, r) {
  // part: ways.counts
}
WITH collect(CASE WHEN counts THEN posts ELSE [] END) AS relied, collect(posts) AS every
UNWIND CASE WHEN size(every) = 0 THEN [[]] ELSE every END AS some
UNWIND CASE WHEN size(some) = 0 THEN [null] ELSE some END AS post
WITH DISTINCT relied, post
RETURN sum(CASE WHEN post IS NULL OR any(list IN relied WHERE post IN list) THEN 0 ELSE 1 END) AS n
