"""Accountability and use of results: proposed, approved at its level, decided by the body, reported back."""
