"""Pages of the regulations: classifications, checklists, deadline rules, calendar, parameters, glossary."""
