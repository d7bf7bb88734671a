"""How much two texts read alike: shared pairs of neighbouring characters. A plain rule, never a verdict."""


def shingles(text: str, length: int) -> frozenset[str]:
    """Runs of so many neighbouring characters, spaces and punctuation left out; a shorter text is one run."""
    letters = "".join(filter(str.isalnum, text))
    return frozenset(letters[i : i + length] for i in range(len(letters) - length + 1)) or frozenset({letters} - {""})


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, spaces and punctuation left out."""
    return shingles(text, 2)


def shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Runs that both have in per cent of all runs of both (Jaccard), rounded down; 0 when either has none."""
    both = len(one & other)
    return both * 100 // (len(one) + len(other) - both) if one and other else 0


def alike(one: str, other: str) -> int:
    """How much two texts share, in per cent."""
    return shared(bigrams(one), bigrams(other))
