"""Pages of rounds, below /desk/rounds/."""
