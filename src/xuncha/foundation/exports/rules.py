"""What is asked of somebody who takes a file away."""

from collections.abc import Mapping, Sequence

from xuncha.core.errors import Reason, reason

SHORTEST_PURPOSE = 4
UNTOLD = frozenset({"q", "unit"})  # what was searched for may be a name
FILTERS_LIMIT = 400
WITHHELD = "***"


def reasons_against_purpose(purpose: str) -> list[Reason]:
    """A purpose is said in words."""
    if len(purpose.strip()) < SHORTEST_PURPOSE:
        return [reason("用途要写清楚，至少 {n} 个字。", field="purpose", n=SHORTEST_PURPOSE)]
    return []


def told_filters(query: Mapping[str, Sequence[str]]) -> str:
    """The filters of an address as they may be kept: what was searched for is only said to be there."""
    told = [
        f"{name}={WITHHELD if name in UNTOLD else '、'.join(values)}"
        for name, values in query.items()
        if name not in {"export", "page"} and any(values)
    ]
    return "&".join(told)[:FILTERS_LIMIT]
