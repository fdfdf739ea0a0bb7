"""The example, which is data: instructions, an invented organisation, mappings, expectations.

Nothing here is code but `generate`, which makes organisations of any size; only the two faces know where
this folder lies.
"""
