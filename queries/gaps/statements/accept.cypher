// name: gaps.statements.accept
// title_en: Write down that somebody answers for a finding
// title_nb: Skriv ned at noen svarer for et funn
// access: write
// params:
//   finding: str -- id of the finding
//   rule: str -- name of the rule
//   subjects: list -- keys of what it is about
//   facts: str -- hash of what was found
//   reason: str -- why it is left as it is
//   by: str -- who answers for it; may be empty
//   on: date -- first day on which it holds
//   until: date -- first day on which it holds no longer
//   at: str -- when it was written down, ISO 8601 in UTC
// returns:
//   key: str -- key of the acceptance
// order: key
// example: {finding: '0', rule: none, subjects: [nothing], facts: '0', reason: none, by: '', on: 2018-06-01, until: 2018-07-01, at: '2018-06-01T00:00:00Z'}
//
// The first write makes writers take turns, so that an earlier acceptance is ended by the later one.
MERGE (s:GraphState:Entity {key: 'graph'})
SET s.writing = coalesce(s.writing, 0) + 1
WITH s
OPTIONAL MATCH (old:Acceptance {finding: $finding})
WITH count(old) AS before
CREATE (a:Record:Acceptance {key: 'acceptance:' + $finding + ':' + toString(before + 1), finding: $finding, rule: $rule,
  subjects: $subjects, facts: $facts, reason: $reason, by: $by, until: $until, valid_from: $on, valid_to: $until, recorded_at: $at})
RETURN a.key AS key
