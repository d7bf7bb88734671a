"""What in a wording looks like a person accused."""

from xuncha.findings.selectors import Accusation, accusations


def persons_in(**texts: str) -> dict[str, list[Accusation]]:
    """Accusations of persons in each text, by the name of its field; only fields in which some were seen."""
    seen = {field: accusations(text) for field, text in texts.items()}
    return {field: found for field, found in seen.items() if found}
