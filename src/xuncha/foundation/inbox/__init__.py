"""What waits for whom and since when, derived from whose turn it is."""
