// name: ways.barred
// title_en: What keeps a post out of a body
// title_nb: Det som holder en post utenfor et organ
// access: part
// params:
//   on: date -- the day
// returns:
//   bar: map -- an edge EXCLUDES between a role of the post and one of the body; null when nothing keeps it out
// order: none -- who uses the part sorts
// example: {on: 2018-06-01}
//
// Follows on rows of a post `p` and a body, as `ways.barred(n)` when the body is `n`.
OPTIONAL MATCH (p)-[has:FILLS]->(:Role)-[bar:EXCLUDES]-(:Role)<-[is:FILLS]-(LABEL)
  WHERE has.valid_from <= $on AND $on < has.valid_to AND bar.valid_from <= $on AND $on < bar.valid_to
  AND is.valid_from <= $on AND $on < is.valid_to
