"""
Who goes into which team: legal by construction, proven, explained, and checked again by an independent routine.

`reading` makes an `Instance` of a file, `search` forms the teams, `checker` judges them from the rules alone,
`swaps` prices every other person for a seat, `conflict` says what is in the way when no teams can be formed.
"""
