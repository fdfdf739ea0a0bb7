// name: tickets.line
// title_en: Who is in line to write
// title_nb: Hvem som står i kø for å skrive
// access: read
// params:
//   lapse: int -- after how many milliseconds without a sign of life a ticket counts no more
// returns:
//   key: str -- key of the ticket
//   who: str -- who has it; may be empty
//   writing: bool -- whether it is that one's turn
// order: who writes, then who came first
// example: {lapse: 8000}
//
MATCH (t:Ticket)
WHERE t.seen > timestamp() - $lapse
RETURN t.key AS key, t.who AS who, t.writing AS writing
ORDER BY t.writing DESC, t.taken, t.key
