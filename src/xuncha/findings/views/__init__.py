"""Pages of findings and immediate rectification."""
