// name: journal.token
// title_en: The change set that a writer made
// title_nb: Endringssettet som en bestemt skriving laget
// access: read
// params:
//   after: int -- number of the newest change set before it
//   token: str -- what the writer marked it with
// returns:
//   number: int -- its number
// order: number
// example: {after: 0, token: none}
//
// Asked when the engine was lost in the middle of a commit, to tell what was kept from what was not.
MATCH (c:ChangeSet)
WHERE c.number > $after AND c.token = $token
RETURN c.number AS number
ORDER BY number
