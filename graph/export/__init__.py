"""Writing a graph down in other forms: one small module for each form, and the table of them in `formats`.

Every form is made of a `Content`, which is plain rows; nothing here talks to an engine or a terminal, and
only `output` writes files.
"""
