"""What must hold when results are reported, heard, followed up and fed back."""
