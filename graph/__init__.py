"""What the organisation IS: schema, content, derivation, journal, engines, loading, import and export.

Nothing here knows a question that can be asked (that is `queries`), a face (`cli`,
`dashboard`) or the content of any instruction or organisation (that is data).
Imports between the packages go one way, and a module at the top is one that several of them stand on.
"""
