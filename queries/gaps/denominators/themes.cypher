// name: denominators.themes
// title_en: themes that an instruction regulates
// title_nb: temaer som en instruks regulerer
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   n: int -- how many
// order: n
// example: {on: 2018-06-01}
//
// Only themes of instructions that have bodies with members or coordinators.
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.valid_from <= $on AND $on < d.valid_to AND d.filled_by IS NOT NULL
MATCH (r)-[m:MAY_ESCALATE_TO]-(:Role)
WHERE m.stated_by = i.key AND m.valid_from <= $on AND $on < m.valid_to
  AND ((m.via = 'member_of' AND endNode(m) = r) OR (m.via = 'coordinated_by' AND startNode(m) = r))
WITH DISTINCT i
MATCH (i)-[g:REGULATES]->(t:Theme) WHERE g.valid_from <= $on AND $on < g.valid_to
RETURN count(DISTINCT t) AS n
