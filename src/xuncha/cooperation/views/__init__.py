"""Pages of cooperation, for the office and for departments."""
