"""Source protection: what a petition says, or who sent it, must not stand in a text that goes further."""
