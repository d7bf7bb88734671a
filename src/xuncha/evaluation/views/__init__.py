"""Pages of evaluations: schemes, evaluations, sheets, what follows, ballots."""
