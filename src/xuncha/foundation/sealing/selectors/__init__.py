"""What keepers see of their circles, and everybody of custodians."""
