"""Looking around: what is near a thing, what lies under what, and finding a thing by its name."""
