// name: load.lock
// title_en: Let one writer after the other begin
// title_nb: La én skrive om gangen
// access: write
// params: {}
// returns:
//   fingerprint: str -- hash of the content, as the last load wrote it
//   derived: str -- number and hash of the derived edges by type, as the last load wrote it
// order: fingerprint
// example: {}
//
// A load reads before it writes; without this first write two loads at once could overwrite each other.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
RETURN s.fingerprint AS fingerprint, s.derived AS derived
