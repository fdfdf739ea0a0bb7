// name: citation.styles
// title_en: How the clauses of each instruction are cited
// title_nb: Hvordan bestemmelsene i hver instruks siteres
// access: read
// params: {}
// returns:
//   document: str -- the citation of the instruction
//   style: str -- its citation_style, as JSON
// order: document
// example: {}
//
// Instructions without a style are left out: their clauses are cited by their keys.
MATCH (i:Instruction)
WHERE i.citation_style IS NOT NULL
RETURN i.citation AS document, i.citation_style AS style
ORDER BY document
