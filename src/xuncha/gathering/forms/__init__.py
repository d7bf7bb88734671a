"""Forms of gathering: the shape of the input; whether it is right is said by the rules."""
