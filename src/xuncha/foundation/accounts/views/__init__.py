"""Pages of accounts: signing in, one's own account, the security administrator's desk, the published matrix."""
