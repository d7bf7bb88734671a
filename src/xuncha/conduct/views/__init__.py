"""Pages of guidance and conduct: each permitted by `@page`."""
