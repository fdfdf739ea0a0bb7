// name: check.holdings
// title_en: Who held posts, was away from them or stepped in, over all time
// title_nb: Hvem som har hatt poster, vært borte fra dem eller trådt inn, over all tid
// access: read
// params:
//   posts: list -- Post.key
// returns:
//   post: str -- Post.key
//   what: str -- post (its own period), holds, away or deputy
//   person: str -- Person.key; null for the post itself
//   valid_from: date -- first day
//   valid_to: date -- first day on which it is no longer so
//   through_from: date -- for the holder of another post who steps in, the first day of that holding
//   through_to: date -- and its end
// order: post, what, person, valid_from
// example: {posts: []}
//
UNWIND $posts AS key
MATCH (p:Post {key: key})
RETURN p.key AS post, 'post' AS what, null AS person, p.valid_from AS valid_from, p.valid_to AS valid_to,
  null AS through_from, null AS through_to
UNION ALL
UNWIND $posts AS key
MATCH (n:Person)-[h:HOLDS]->(p:Post {key: key})
WITH n, h, p ORDER BY p.key, n.key, h.valid_from
RETURN p.key AS post, 'holds' AS what, n.key AS person, h.valid_from AS valid_from, h.valid_to AS valid_to,
  null AS through_from, null AS through_to
UNION ALL
UNWIND $posts AS key
MATCH (n:Person)-[a:ABSENT_FROM]->(p:Post {key: key})
WITH n, a, p ORDER BY p.key, n.key, a.valid_from
RETURN p.key AS post, 'away' AS what, n.key AS person, a.valid_from AS valid_from, a.valid_to AS valid_to,
  null AS through_from, null AS through_to
UNION ALL
UNWIND $posts AS key
MATCH (n:Person)-[d:DEPUTISES_FOR]->(p:Post {key: key})
WITH n, d, p ORDER BY p.key, n.key, d.valid_from
RETURN p.key AS post, 'deputy' AS what, n.key AS person, d.valid_from AS valid_from, d.valid_to AS valid_to,
  null AS through_from, null AS through_to
UNION ALL
UNWIND $posts AS key
MATCH (n:Person)-[h:HOLDS]->(:Post)-[d:DEPUTISES_FOR]->(p:Post {key: key})
WITH n, h, d, p ORDER BY p.key, n.key, d.valid_from, h.valid_from
RETURN p.key AS post, 'deputy' AS what, n.key AS person, d.valid_from AS valid_from, d.valid_to AS valid_to,
  h.valid_from AS through_from, h.valid_to AS through_to
