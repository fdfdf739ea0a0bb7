// name: tickets.take
// title_en: Get in line to write
// title_nb: Still deg i kø for å skrive
// access: write
// params:
//   key: str -- its key
//   who: str -- who waits, for people; may be empty
// returns:
//   key: str -- its key
// order: key
// example: {key: none, who: ''}
//
// The engine's own clock tells who came first: those of clients differ.
CREATE (t:Ticket {key: $key, who: $who, taken: timestamp(), seen: timestamp(), writing: false})
RETURN t.key AS key
