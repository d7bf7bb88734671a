"""Pages of the survey, by use case."""
