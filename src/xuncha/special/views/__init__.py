"""Pages of special reports: each permitted by `@page`, what is sealed shown to those whose key is open."""
