// name: derive.steps
// title_en: What the instructions say goes from role to role
// title_nb: Det instruksene sier går fra rolle til rolle
// access: read
// params: {}
// returns:
//   edge: str -- type of the edge that follows between the holders
//   giver_role: str -- Role.key
//   receiver_role: str -- Role.key
//   instruction: str -- Instruction.key
//   props: map -- the norm edge's own properties
//   giver_units: bool -- true when units can fill the giver's role for what they are
//   receiver_units: bool -- the same of the receiver's
// order: edge, giver_role, receiver_role, step
// example: {}
//
// Who can fill a role is asked of the instructions, for a role can have very many who do.
MATCH (:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.filled_by IS NOT NULL
WITH collect(r.key) AS units
MATCH (a:Role)-[e:MAY_ESCALATE_TO|OWES]->(b:Role)
RETURN coalesce(e.edge, 'ESCALATES_TO') AS edge, a.key AS giver_role, b.key AS receiver_role,
  e.stated_by AS instruction, properties(e) AS props, a.key IN units AS giver_units, b.key IN units AS receiver_units
ORDER BY edge, giver_role, receiver_role, e.step, instruction, e.valid_from
