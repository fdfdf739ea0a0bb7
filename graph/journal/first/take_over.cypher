// name: first.take_over
// title_en: Take a first load that was broken off for dead
// title_nb: Regn en avbrutt første innlasting som død
// access: write
// params:
//   token: str -- who clears it away
// returns:
//   token: str -- the same
// order: token
// example: {token: none}
//
MATCH (m:FirstLoad {key: 'first'})
SET m.token = $token
RETURN m.token AS token
