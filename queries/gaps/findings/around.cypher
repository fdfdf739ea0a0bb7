// name: findings.around
// title_en: Things asked about, and those that findings about them begin with
// title_nb: Ting det er spurt om, og dem funn om dem begynner med
// access: read
// params:
//   keys: list -- keys of what is asked about
//   on: date -- the day the question is asked for
// returns:
//   key: str -- key that was asked about
//   labels: list -- its labels
//   around: list -- keys to begin with, itself included
// order: key
// example: {keys: [nothing], on: 2018-06-01}
//
// A person's findings begin with the posts that he holds; those of a body with its members' and coordinators' posts; those of a
// post also with the unit that it sits in, with whoever holds it, and with what else he holds.
UNWIND $keys AS key
MATCH (k:Entity {key: key})
OPTIONAL MATCH (k)<-[m:MEMBER_OF|COORDINATES]-(member:Post) WHERE m.valid_from <= $on AND $on < m.valid_to
WITH k, collect(DISTINCT member) AS members
OPTIONAL MATCH (k)-[s:POST_IN]->(u:Unit) WHERE s.valid_from <= $on AND $on < s.valid_to
WITH k, members, collect(u.key) AS units
UNWIND members + [k] AS thing
OPTIONAL MATCH (thing)<-[h:HOLDS]-(x:Person) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH k, units, thing, collect(DISTINCT x) AS holders
UNWIND holders + [thing] AS who
OPTIONAL MATCH (who)-[h:HOLDS]->(q:Post) WHERE h.valid_from <= $on AND $on < h.valid_to
WITH k, units, thing, who, collect(q.key) AS held
WITH k, units, collect(units + [thing.key, who.key] + held) AS lists
RETURN k.key AS key, labels(k) AS labels, reduce(found = [], list IN lists | found + list) AS around
ORDER BY key
