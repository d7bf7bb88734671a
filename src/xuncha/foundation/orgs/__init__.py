"""Jurisdictions, party organisations, units to inspect, sectors, and their names over time."""
