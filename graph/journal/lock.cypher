// name: journal.lock
// title_en: Let one writer after the other begin
// title_nb: La én skrive om gangen
// access: write
// params: {}
// returns:
//   number: int -- number of the newest change set; none in a graph of before it was kept here
//   at: str -- when that was written, ISO 8601 in UTC
//   seal: str -- its seal
//   sealed_from: int -- number of the first change set that was sealed when it was written
//   fingerprint: str -- of the content, as the last write left it
//   sum: str -- what it was made of; none in a graph that an earlier version wrote
//   derived: str -- number and hash of the derived edges by type, as JSON
//   nodes: int -- how many nodes of content there are
//   edges: int -- how many edges there are
//   form: int -- number of the way in which facts are kept; null in a graph of an earlier version
//   schema: str -- names the constraints and indexes that were defined
// order: number
// example: {}
//
// A write reads before it writes; without this first write two at once could overwrite each other.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
RETURN s.change_set AS number, s.changed_at AS at, s.seal AS seal, s.sealed_from AS sealed_from,
  s.fingerprint AS fingerprint, s.sum AS sum, s.derived AS derived, s.node_count AS nodes, s.edge_count AS edges, s.form AS form, s.schema AS schema
