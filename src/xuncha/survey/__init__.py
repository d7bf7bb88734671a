"""Asking many and looking at many: questionnaires, pinpoint squads, village cards. What people answer is nobody's."""
