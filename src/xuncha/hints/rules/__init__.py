"""Which signals of paper rectification the records show: plain Python, facts in, hints out, never a verdict."""
