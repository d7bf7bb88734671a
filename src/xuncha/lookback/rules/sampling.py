"""What may be drawn from, and when a seed may be typed in. (domain §9: a draw anybody can repeat)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item that could be looked at: its unit, its stratum ("" without strata), its name on the list."""

    unit: str
    stratum: str
    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Part:
    """The candidates of one unit and stratum, of which `take` are drawn."""

    title: str
    entries: tuple[tuple[str, str], ...]
    take: int


def parts_of(candidates: Iterable[Candidate], take: int) -> list[Part]:
    """The lists of a sample, in order: `take` of each unit and stratum, or all where there are fewer."""
    found: dict[tuple[str, str], list[Candidate]] = {}
    for one in candidates:
        found.setdefault((one.unit, one.stratum), []).append(one)
    parts = []
    for (unit, stratum), rows in sorted(found.items(), key=lambda part: part[0]):
        title = f"{unit}（{stratum}）" if stratum else unit
        entries = tuple((one.name, one.reference) for one in sorted(rows, key=lambda row: row.name))
        parts.append(Part(title, entries, min(take, len(entries))))
    return parts


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """A list somebody wants to close for a visit."""

    running: bool
    by_share: bool
    waiting: bool
    drawn: bool
    source_on: date
    today: date


def reasons_not_to_close_list(facts: ClosingFacts) -> list[Reason]:
    """Once, in an approved visit that looks at a share, before the seed can be known."""
    found = []
    if not facts.running:
        found.append(reason("批准以后、结束以前才能抽样。"))
    if not facts.by_share:
        found.append(reason("本次安排是全部核查，不用抽样。"))
    if facts.waiting:
        found.append(reason("已有名单封存待抽，请先抽出或者作废。"))
    if facts.drawn:
        found.append(reason("已经抽过，结果不能重抽。"))
    if facts.source_on <= facts.today:
        found.append(reason("种子的公布日须在今天以后：名单要在种子公布前封存。", "source_on"))
    return found


def reasons_not_to_type(*, today: date, source_on: date, first: bool) -> list[Reason]:
    """A seed is typed once its source has published it, by two people, each once."""
    found = []
    if today < source_on:
        found.append(reason("种子要到 {day} 才公布，请到时再录入。", "seed", day=source_on))
    if first:
        found.append(reason("第一次是您录入的，第二次请由另一人录入。", "seed"))
    return found


def reasons_not_to_retype(*, own: bool) -> list[Reason]:
    """Each takes back their own entry."""
    return [] if own else [reason("只能收回您自己录入的种子。")]
