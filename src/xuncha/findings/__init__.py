"""Confirmed findings with lineage, classification, immediate rectification."""
