"""Working papers with signatures and evidence, fact confirmation."""
