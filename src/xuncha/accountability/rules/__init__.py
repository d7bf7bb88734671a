"""Rules of accountability: the kinds as data, and what must hold before each step."""
