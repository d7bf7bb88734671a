"""Pages of hints at the desk, and of the office's questions in the unit's portal: each permitted by `@page`."""
