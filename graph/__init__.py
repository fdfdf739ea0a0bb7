"""What the organisation IS: schema, content, derivation, journal, engines, loading, import and export.

Nothing here knows a question that can be asked (that is `queries`), a face (`cli`,
`dashboard`) or the content of any instruction or organisation (that is data).

Errors are classes in `errors`, and their texts stand where they are raised, in English.  `messages_nb.yaml`
has each of them in bokmål, found by `messages`.  'unknown X "Y"' and its "Nearest: ..." are put together in
`errors.UnknownNameError`, from what `names` finds near.
Periods are compared in `periods`; how far an answer looks, how many rows or how many months it takes,
stands in `limits`.

Imports between the packages go one way, and a module at the top is one that several of them stand on.
"""
