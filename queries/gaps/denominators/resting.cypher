// name: denominators.resting
// title_en: roles, and posts with a role
// title_nb: roller, og poster med en rolle
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// All that can rest on an instruction that no longer applies: roles and duties that hold,
// and posts with their roles.
OPTIONAL MATCH (:Entity)-[e:DEFINES|MAY_ESCALATE_TO|OWES|EXCLUDES|SET_OUT_IN]->(:Entity)
  WHERE e.valid_from <= $on AND $on < e.valid_to
WITH collect(DISTINCT CASE WHEN type(e) = 'DEFINES' THEN endNode(e).key ELSE startNode(e).key END) AS norm
OPTIONAL MATCH (p:Post)-[f:FILLS]->(r:Role)
  WHERE f.valid_from <= $on AND $on < f.valid_to AND p.valid_from <= $on AND $on < p.valid_to
WITH DISTINCT norm, p, r
WITH norm, count(p) AS posts
RETURN size(norm) + posts AS n
