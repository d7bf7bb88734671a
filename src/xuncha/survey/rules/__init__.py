"""Rules of questionnaires, squads and village cards. Plain Python: facts in, every reason at once out."""
