"""Kinds of letters, when the system suggests one, and what must hold before a step: plain Python, every reason out."""
