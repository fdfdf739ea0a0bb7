"""The schema: node labels, edge types, their fields, and the statements and pages that follow from them.

Labels and edges are neomodel classes, fields a table (fields.yaml); all else in the house is made from
these.  Nothing here asks an engine.
"""
