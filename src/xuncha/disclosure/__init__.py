"""Disclosure (整改公开): what became of the problems is told inside the party, to the public and to residents."""
