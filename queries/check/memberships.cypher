// name: check.memberships
// title_en: Everybody on a day, with the posts they hold and the bodies they are in through these
// title_nb: Alle på en dag, med postene de har og organene de er med i gjennom dem
// access: read
// params:
//   on: date -- the day the question is asked for
// returns:
//   person: str -- Person.key
//   post: str -- Post.key; null for somebody without one
//   post_nb: str -- its name, bokmål
//   post_en: str -- its name, English
//   body: str -- Unit.key of a body that the post is a member of or leads; null for none
//   body_nb: str -- its name, bokmål
//   body_en: str -- its name, English
// order: person, post, body
// example: {on: 2018-06-01}
//
MATCH (n:Person) WHERE n.valid_from <= $on AND $on < n.valid_to AND NOT n.key IN $gone
OPTIONAL MATCH (n)-[h:HOLDS]->(p:Post) WHERE h.valid_from <= $on AND $on < h.valid_to
OPTIONAL MATCH (p)-[m:MEMBER_OF|COORDINATES]->(u:Unit) WHERE m.valid_from <= $on AND $on < m.valid_to
RETURN n.key AS person, p.key AS post, p.name_nb AS post_nb, p.name_en AS post_en,
  u.key AS body, u.name_nb AS body_nb, u.name_en AS body_en
ORDER BY person, post, body
