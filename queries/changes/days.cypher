// name: changes.days
// title_en: The days on which something began or ended
// title_nb: Dagene da noe begynte eller tok slutt
// access: read
// params:
//   labels: list -- things with one of these labels
//   types: list -- edges of these types
// returns:
//   day: date -- the day
//   what: str -- came or went
//   count: int -- how many things and edges
// order: day, what
// example: {labels: [Unit, Post, Person], types: [HOLDS, MEMBER_OF]}
//
// A holding that ends and begins again on the same day counts on both sides.  What has always been there
// (0001-01-01) and what has no end (9999-12-31) have no day.
MATCH (n:Entity)
WHERE n.valid_from < n.valid_to AND n.valid_from > '0001-01-01' AND any(label IN labels(n) WHERE label IN $labels)
RETURN n.valid_from AS day, 'came' AS what, count(n) AS count
ORDER BY day, what
UNION ALL
MATCH (n:Entity)
WHERE n.valid_from < n.valid_to AND n.valid_to < '9999-12-31' AND any(label IN labels(n) WHERE label IN $labels)
RETURN n.valid_to AS day, 'went' AS what, count(n) AS count
ORDER BY day, what
UNION ALL
MATCH (:Entity)-[e]->(:Entity)
WHERE type(e) IN $types AND e.derived_from IS NULL AND e.valid_from < e.valid_to AND e.valid_from > '0001-01-01'
RETURN e.valid_from AS day, 'came' AS what, count(e) AS count
ORDER BY day, what
UNION ALL
MATCH (:Entity)-[e]->(:Entity)
WHERE type(e) IN $types AND e.derived_from IS NULL AND e.valid_from < e.valid_to AND e.valid_to < '9999-12-31'
RETURN e.valid_to AS day, 'went' AS what, count(e) AS count
ORDER BY day, what
