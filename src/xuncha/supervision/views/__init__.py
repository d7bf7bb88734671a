"""Pages of letters: at the desk, and for their addressees in `portal`."""
