// name: first.hold
// title_en: Go on with a first load, if nobody has taken it for dead
// title_nb: Fortsett en første innlasting, hvis ingen har regnet den som død
// access: write
// params:
//   token: str -- who loads
// returns:
//   batches: int -- how many transactions there have been
// order: batches
// example: {token: none}
//
// Written to before the token is looked at, so that two at once wait for each other.
MATCH (m:FirstLoad {key: 'first'})
SET m.batches = m.batches + 1
WITH m WHERE m.token = $token
RETURN m.batches AS batches
