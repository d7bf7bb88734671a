"""What people type about visits, on the spot and afterwards."""
