"""The coverage plan of a term: every unit inspected once, in a round that suits it, with the least to pay."""
