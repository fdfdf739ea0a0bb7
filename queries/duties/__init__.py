"""Whose duty it is, and which duties somebody has."""
