"""Figures over everything; reads only."""
