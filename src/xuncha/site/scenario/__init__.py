"""Scenarios: whole years of an office's work, told in one file and performed by use cases (`xuncha.scenario/1`)."""
