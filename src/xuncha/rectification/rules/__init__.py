"""What must hold before a step of a rectification: plain Python, facts in, every reason at once out."""
