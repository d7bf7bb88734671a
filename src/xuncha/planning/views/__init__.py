"""Pages of terms, targets and plans."""
