"""Pages of reports, meetings, instructions, opinions and feedback meetings, and of the unit's portal."""
