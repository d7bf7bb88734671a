"""How much two texts read alike: shared pairs of neighbouring characters. A plain rule, never a verdict."""


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, spaces and punctuation left out."""
    letters = "".join(character for character in text if character.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1)) or frozenset({letters} - {""})


def shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Pairs that both have in per cent of all pairs of both (Jaccard), rounded down; 0 when either has none."""
    both = len(one & other)
    return both * 100 // (len(one) + len(other) - both) if one and other else 0


def alike(one: str, other: str) -> int:
    """How much two texts share, in per cent."""
    return shared(bigrams(one), bigrams(other))
