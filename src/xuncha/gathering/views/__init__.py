"""Pages of what a team gathers."""
