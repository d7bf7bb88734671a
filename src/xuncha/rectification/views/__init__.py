"""Pages of rectification: the desk's, and under `portal` the inspected unit's."""
