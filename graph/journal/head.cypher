// name: journal.head
// title_en: The newest change set, and what the graph holds after it
// title_nb: Det nyeste endringssettet, og det grafen inneholder etter det
// access: read
// params: {}
// returns:
//   number: int -- its number; none in a graph of before it was kept here
//   at: str -- when it was written, ISO 8601 in UTC
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
// No row for an empty graph.  Asked whenever the graph is opened, so it touches one node only.
MATCH (s:GraphState {key: 'graph'})
RETURN s.change_set AS number, s.changed_at AS at, s.seal AS seal, s.sealed_from AS sealed_from,
  s.fingerprint AS fingerprint, s.sum AS sum, s.derived AS derived, s.node_count AS nodes, s.edge_count AS edges, s.form AS form, s.schema AS schema
