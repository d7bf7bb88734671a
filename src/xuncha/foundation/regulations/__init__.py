"""Dated parameters: deadline rules, calendars, taxonomies, checklists, document styles."""
