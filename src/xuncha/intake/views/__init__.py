"""Pages of petitions: the desk, and the public form."""
