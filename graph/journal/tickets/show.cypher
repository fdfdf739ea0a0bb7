// name: tickets.show
// title_en: Give a sign of life in the line
// title_nb: Gi et livstegn i køen
// access: write
// params:
//   key: str -- key of the ticket
//   writing: bool -- whether it is its turn
// returns:
//   key: str -- key of the ticket
// order: key
// example: {key: none, writing: false}
//
MATCH (t:Ticket {key: $key})
SET t.seen = timestamp(), t.writing = $writing
RETURN t.key AS key
