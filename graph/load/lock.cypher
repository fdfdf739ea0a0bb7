// name: load.lock
// title_en: Let one writer after the other begin
// title_nb: La én skrive om gangen
// access: write
// params: {}
// returns:
//   key: str -- key of the state node
// order: key
// example: {}
//
// A load reads before it writes; without this first write two loads at once could overwrite each other.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
RETURN s.key AS key
