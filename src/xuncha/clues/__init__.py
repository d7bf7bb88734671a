"""Clues about persons: judged, approved, decided, handed over and followed to their result. Sealed throughout."""
