// name: first.end
// title_en: Take the mark of a first load away
// title_nb: Ta bort merket for en første innlasting
// access: write
// params: {}
// returns: {}
// order: none -- there are no rows
// example: {}
//
MATCH (m:FirstLoad {key: 'first'})
DELETE m
