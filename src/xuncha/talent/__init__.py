"""People who inspect: pools, skills, posts, declared ties."""
