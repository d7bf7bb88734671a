"""What must hold when a text is disclosed: plain Python."""
