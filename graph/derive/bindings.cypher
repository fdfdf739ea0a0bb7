// name: derive.bindings
// title_en: Whom each instruction binds, on any day
// title_nb: Hvem hver instruks binder, en eller annen dag
// access: read
// params: {}
// returns:
//   instruction: str -- Instruction.key
//   organisation: str -- Organisation.key
//   valid_from: str -- first day, ISO text
//   valid_to: str -- first day on which it no longer holds, ISO text
// order: instruction, organisation, valid_from
// example: {}
//
// Which edges there are is decided while loading, see content/bindings.py.
MATCH (i:Instruction)-[b:BINDS]->(o:Organisation)
RETURN i.key AS instruction, o.key AS organisation, b.valid_from AS valid_from, b.valid_to AS valid_to
ORDER BY instruction, organisation, valid_from
