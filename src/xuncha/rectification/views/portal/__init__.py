"""What the inspected unit sees and does: the problems fed back to it, its plan, its work. Never a paper or a source."""
