"""Loading: files become rows, rows become a plan, a plan becomes one transaction."""
