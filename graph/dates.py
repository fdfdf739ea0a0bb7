"""The one convention of time: periods are half-open, [from, to), and an open end has a date too."""

OPEN_END = "9999-12-31"
"""The `valid_to` of what has no end: later than any day that can be asked for."""
