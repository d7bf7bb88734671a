"""What is decided on an inspection's results, and how they are fed back: report, meetings, instructions, opinion."""
