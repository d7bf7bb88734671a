"""Hints of paper rectification: computed signals that a person confirms or dismisses, and the office's questions."""
