"""Pages of one's own key and of what one keeps with it."""
