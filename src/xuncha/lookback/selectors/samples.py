"""A sample as the algorithm takes it, and the files with which anybody repeats it."""

from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

from xuncha.lookback.models import Sample
from xuncha.solving.draw import Lots, lots
from xuncha.solving.sampling import certificate, sample, whole


def lists_of(closed: Sample) -> list[Lots]:
    """The closed lists, one for each unit and stratum."""
    return [lots(part["title"], [name for name, _ref in part["entries"]], part["take"]) for part in closed.parts]


def title_of(closed: Sample) -> str:
    """What the list of the lists is called."""
    return f"{closed.visit.number} {closed.visit.title} 抽样"


def whole_of(closed: Sample) -> Lots:
    """The list of the lists."""
    return whole(title_of(closed), lists_of(closed))


def references_of(closed: Sample, drawn: Sequence[Sequence[str]]) -> list[str]:
    """What the drawn names mean, part by part."""
    found = []
    for part, names in zip(closed.parts, drawn, strict=True):
        meant = {normalize("NFC", name).strip(): reference for name, reference in part["entries"]}
        found += [meant[name] for name in names]
    return found


def drawn_of(closed: Sample) -> list[tuple[str, int, list[str]]]:
    """Each part's title, how many it was drawn from, and those drawn; nothing drawn before the seed is there."""
    lists = lists_of(closed)
    drawn = sample(lists, closed.seed) if closed.seed else [[] for _list in lists]
    return [(one.title, len(one.entries), names) for one, names in zip(lists, drawn, strict=True)]


def file_of(closed: Sample) -> str:
    """What the file of a sample is called."""
    return f"sample-{closed.pk}.json"


def written(closed: Sample) -> dict[str, Any]:
    """The certificate that `xuncha sample --verify` repeats; before the seed, the closed lists with their hash."""
    lists = lists_of(closed)
    if not closed.seed:
        parts = [{"title": one.title, "entries": list(one.entries), "take": one.take} for one in lists]
        return {"title": whole_of(closed).title, "list_hash": closed.list_hash, "parts": parts}
    people = [user.name for user in (closed.first_by, closed.second_by) if user]
    return certificate(title_of(closed), lists, closed.seed, f"{closed.source}（{closed.source_on:%Y-%m-%d}）", people)
