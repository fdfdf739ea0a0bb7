// name: first.stage
// title_en: How far the first load has come
// title_nb: Hvor langt den første innlastingen er kommet
// access: read
// params: {}
// returns:
//   whole: bool -- whether something was loaded, all of it
//   loading: bool -- whether a first load is on its way, or was broken off
// order: none -- there is one row
// example: {}
//
// Asked before other questions until the graph is whole, so it touches two nodes only.
OPTIONAL MATCH (s:GraphState {key: 'graph'})
WITH s.fingerprint IS NOT NULL AS whole
OPTIONAL MATCH (m:FirstLoad)
RETURN whole, count(m) > 0 AS loading
