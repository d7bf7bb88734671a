"""What people type about rectification: the shape of the input, never a rule."""
