"""How a team is guided and kept in order: comments and guidance of the office, training, pledges, devices, contacts."""
