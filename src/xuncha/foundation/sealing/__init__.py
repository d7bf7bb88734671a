"""What the database must not show: fields under the installation's key, and boxes that only named people open."""
