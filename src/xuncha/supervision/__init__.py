"""Letters that press on with rectification, to units and departments, and campaigns that departments lead together."""
