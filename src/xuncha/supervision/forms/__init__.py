"""What people write about letters."""
