// name: catalogue.uncited
// title_en: How many duties, roles and edges there are on a day, and which of them no clause is behind
// title_nb: Hvor mange plikter, roller og kanter som finnes på en dag, og hvilke det ikke står noe ledd bak
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   sort: str -- duties, roles, or the type of an edge between posts and units
//   total: int -- how many there are
//   uncited: list -- those without a clause; keys, or giver and receiver
// order: sort
// example: {on: 2018-06-01}
//
// An edge that an instruction file itself says no clause is behind (basis not_said) is none of them.
MATCH (:Role)-[b:BEARS]->(d:Duty)
WHERE b.valid_from <= $on AND $on < b.valid_to
WITH DISTINCT d
OPTIONAL MATCH (d)-[s:SET_OUT_IN]->(:Clause) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH d, count(s) AS behind ORDER BY d.key
WITH count(d) AS total, collect(CASE WHEN behind = 0 THEN d.key ELSE null END) AS uncited
RETURN 'duties' AS sort, total, uncited
UNION ALL
MATCH (:Instruction)-[e:DEFINES]->(r:Role)
WHERE e.valid_from <= $on AND $on < e.valid_to
WITH r, CASE WHEN e.clauses IS NULL OR size(e.clauses) = 0 THEN r.key ELSE null END AS bare ORDER BY r.key
WITH count(r) AS total, collect(bare) AS uncited
RETURN 'roles' AS sort, total, uncited
UNION ALL
CALL {
  // part: ways.all_edges
}
WITH type(e) AS sort, number, CASE WHEN coalesce(e.basis, '') <> 'not_said' AND size(coalesce(e.clauses, [])) = 0 THEN startNode(e).key + ' -> ' + endNode(e).key ELSE null END AS bare
ORDER BY sort, bare
WITH sort, sum(number) AS total, collect(bare) AS uncited
RETURN sort, total, uncited
