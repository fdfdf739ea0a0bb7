// name: denominators.held_posts
// title_en: filled posts with a role
// title_nb: besatte poster med en rolle
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// The holdings themselves are counted: two people who share a post count twice.
MATCH (x:Person)-[h:HOLDS]->(p:Post)-[f:FILLS]->(r:Role)<-[d:DEFINES]-(:Instruction)-[binds:BINDS]->(o:Organisation)
WHERE h.valid_from <= $on AND $on < h.valid_to AND f.valid_from <= $on AND $on < f.valid_to
  AND d.valid_from <= $on AND $on < d.valid_to
  AND o.key = p.stated_by AND binds.valid_from <= $on AND $on < binds.valid_to
WITH DISTINCT x, p
RETURN count(*) AS n
