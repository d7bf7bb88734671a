"""Addresses of rectification: the desk's here, the inspected unit's in `portal`."""
