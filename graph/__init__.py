"""What the organisation IS: schema, engines, store, loading and derivation.

Nothing here knows a question that can be asked (that is `queries`), a face (`cli`,
`dashboard`) or the content of any instruction or organisation (that is data).
"""
