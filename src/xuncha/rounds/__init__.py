"""Rounds, teams, inspections, time nodes, authorisation."""
