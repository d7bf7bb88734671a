"""Preparation: what an office gathers before the teams go in. May know rounds, never what was found."""
