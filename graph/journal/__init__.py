"""What was written when, by whom and from what: change sets, never overwritten."""
