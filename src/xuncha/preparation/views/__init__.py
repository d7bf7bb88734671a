"""Pages of preparation: each permitted by `@page`."""
