// name: tickets.leave
// title_en: Leave the line, and take those out that have lapsed long ago
// title_nb: Gå ut av køen, og ta ut dem som er utløpt for lenge siden
// access: write
// params:
//   key: str -- key of the ticket
//   lapse: int -- after how many milliseconds without a sign of life a ticket counts no more
// returns: {}
// order: none -- there are no rows
// example: {key: none, lapse: 8000}
//
MATCH (t:Ticket)
WHERE t.key = $key OR t.seen < timestamp() - 10 * $lapse
DELETE t
