// name: derive.bodies
// title_en: Units that fill a role as such
// title_nb: Enheter som fyller en rolle i kraft av hva de er
// access: read
// params:
//   keys: list -- keys of units
//   whole: bool -- all units, whatever the keys
// returns:
//   giver: str -- Unit.key
//   receiver: str -- Role.key
//   instruction: str -- Instruction.key of the definition
//   by: str -- Organisation.key, who states the unit
//   over: list -- the norm's definition and the unit's own period
//   codes: list -- codes of which the unit must have one; null when any unit will do
//   unit: map -- its code, and what it said before
// order: none -- a whole graph would not fit into the engine's buffer for sorting; who reads it sorts
// example: {keys: [], whole: true}
//
// The definition names labels, and perhaps codes, of the units that it means.
CALL {
  WITH 1 AS one WHERE $whole
  MATCH (u:Unit)
  RETURN u
  UNION ALL
  UNWIND $keys AS wanted
  MATCH (u:Entity {key: wanted})
  RETURN u
}
MATCH (i:Instruction)-[d:DEFINES]->(r:Role)
WHERE d.filled_by IS NOT NULL AND any(label IN labels(u) WHERE label IN d.filled_by) AND (d.unit_codes IS NULL OR u.code IN d.unit_codes OR u.changed_on IS NOT NULL)
RETURN u.key AS giver, r.key AS receiver, i.key AS instruction, u.stated_by AS by,
  [{type: 'DEFINES', giver: i.key, receiver: r.key, valid_from: d.valid_from, valid_to: d.valid_to, themes: null},
   {type: 'Unit', giver: u.key, receiver: u.key, valid_from: u.valid_from, valid_to: u.valid_to, themes: null}] AS over,
  d.unit_codes AS codes, {code: u.code, dated: u.dated} AS unit
