"""When a finding may be raised, reworded, merged, split, dropped and classified. (domain §9 invariants 1 and 7; B10)"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against_persons
from xuncha.core.text import say
from xuncha.findings.rules.persons import accusations
from xuncha.findings.workflow import FINDING, FindingState

TITLE_LENGTH = 80
TEXT_LENGTH = 20_000
REASON_LENGTH = 500
NO_LONGER_EDITED = frozenset({FindingState.MERGED, FindingState.SPLIT, FindingState.DROPPED})
STILL_EDITED = frozenset(FindingState) - NO_LONGER_EDITED


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A working paper as far as a finding depends on it."""

    label: str
    signed: bool  # signed by the leader, filed, or both
    same_inspection: bool


def reasons_against_wording(title: str, text: str) -> list[Reason]:
    """A title and a text are there, fit, and accuse no person."""
    reasons = []
    if not title.strip():
        reasons.append(reason("请写标题，例如「限额以下项目拆分发包」。", field="title"))
    if len(title) > TITLE_LENGTH:
        reasons.append(reason("标题不超过 {n} 字，现有 {now} 字。", field="title", n=TITLE_LENGTH, now=len(title)))
    if not text.strip():
        reasons.append(reason("请写问题表述。", field="text"))
    if len(text) > TEXT_LENGTH:
        reasons.append(reason("表述不超过 {n} 字，现有 {now} 字。", field="text", n=TEXT_LENGTH, now=len(text)))
    return reasons + against_persons({"title": accusations(title), "text": accusations(text)})


def reasons_not_to_raise(papers: list[PaperFacts], title: str, text: str) -> list[Reason]:
    """Invariant 1: a finding rests on at least one leader-signed paper, and all its papers are of its inspection."""
    reasons = []
    if not papers:
        reasons.append(reason("至少选一份组长已签的底稿，问题要有底稿支撑。", field="papers"))
    reasons += [
        reason("{paper} 还没有组长签字，不能据此提出问题。", field="papers", paper=paper.label)
        for paper in papers
        if not paper.signed
    ]
    reasons += [
        reason("{paper} 不是这次巡察的底稿。", field="papers", paper=paper.label)
        for paper in papers
        if not paper.same_inspection
    ]
    return reasons + reasons_against_wording(title, text)


def reasons_not_to_edit(state: FindingState) -> list[Reason]:
    """What was merged, split or dropped stays as it was, so that the lineage can be read later (invariant 7)."""
    if state not in NO_LONGER_EDITED:
        return []
    return [reason("这条问题{state}，原文保留，不能再改。", state=say(FINDING.states[state].label))]


@dataclass(frozen=True, slots=True)
class ParentFacts:
    """A finding about to be merged."""

    pk: int
    same_inspection: bool


def reasons_not_to_merge(parents: list[ParentFacts], title: str, text: str, why: str) -> list[Reason]:
    """Two or more different findings of one inspection, with a new wording and the reason for merging them."""
    reasons = []
    if len({parent.pk for parent in parents}) < 2:
        reasons.append(reason("合并至少要选两条不同的问题。", field="findings"))
    if not all(parent.same_inspection for parent in parents):
        reasons.append(reason("不同单位、不同轮次的问题不能合并。同类问题请用分类归在一起。", field="findings"))
    return reasons + reasons_against_wording(title, text) + reasons_against_reason(why)


def reasons_against_reason(why: str) -> list[Reason]:
    """A reason is given and fits."""
    if not why.strip():
        return [reason("请写明理由。", field="reason")]
    if len(why) > REASON_LENGTH:
        return [reason("理由不超过 {n} 字，现有 {now} 字。", field="reason", n=REASON_LENGTH, now=len(why))]
    return []


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One part of a finding about to be split."""

    title: str
    text: str
    papers: frozenset[int]


def reasons_not_to_split(parts: list[PartFacts], papers: dict[int, str], why: str) -> list[Reason]:
    """
    At least two differently titled parts, each resting on some of the papers, and no paper left over.

    `papers` are the finding's papers, {pk: label}; a finding that came in by workbook has none, nor do its parts.
    """
    reasons = []
    if len(parts) < 2:
        reasons.append(reason("拆分至少要写成两条。", field="parts"))
    titles = Counter(part.title.strip() for part in parts)
    reasons += [
        reason("有两条的标题都是「{title}」，请写出区别。", field="parts", title=title)
        for title, times in titles.items()
        if title and times > 1
    ]
    for n, part in enumerate(parts, 1):
        own = reasons_against_wording(part.title, part.text)
        reasons += [Reason(r.text, f"part-{n}-{r.field}") for r in own]
        if papers and not part.papers & papers.keys():
            reasons.append(reason("第 {n} 条没有底稿，至少选一份。", field=f"part-{n}-papers", n=n))
        if part.papers - papers.keys():
            reasons.append(reason("第 {n} 条选了不属于原问题的底稿。", field=f"part-{n}-papers", n=n))
    used: frozenset[int] = frozenset().union(*(part.papers for part in parts))
    reasons += [
        reason("{paper} 没有归到任何一条。", field="parts", paper=label)
        for pk, label in papers.items()
        if pk not in used
    ]
    return reasons + reasons_against_reason(why)


def reasons_not_to_drop(*, author: bool) -> list[Reason]:
    """Nobody drops what they raised themselves: four eyes on every deletion (domain §8.6)."""
    return [reason("这条问题是您提出的，不采用要由另一个人决定。")] if author else []


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """A category with its taxonomy's time and place."""

    pk: int
    name: str
    taxonomy: int
    taxonomy_name: str
    valid_from: date
    valid_to: date | None
    retired_on: date | None
    foreign: bool = False  # of another jurisdiction's own taxonomy

    def valid_on(self, day: date) -> bool:
        """Whether the taxonomy was in force and the category not yet retired on that day."""
        ended = self.valid_to is not None and day >= self.valid_to
        return self.valid_from <= day and not ended and (self.retired_on is None or day < self.retired_on)


@dataclass(frozen=True, slots=True)
class EarlierFacts:
    """The finding that this one is said to repeat."""

    same_organisation: bool
    earlier: bool
    edited_no_longer: bool


def reasons_not_to_classify(
    chosen: list[CategoryFacts], entered_on: date, repeats: EarlierFacts | None = None
) -> list[Reason]:
    """One category per taxonomy, each in force on the day of entry; a repeat points back to the same unit."""
    reasons = []
    for taxonomy, times in Counter(category.taxonomy for category in chosen).items():
        if times > 1:
            name = next(c.taxonomy_name for c in chosen if c.taxonomy == taxonomy)
            reasons.append(reason("「{name}」只能选一类。", field=f"axis-{taxonomy}", name=name))
    for category in chosen:
        field = f"axis-{category.taxonomy}"
        if category.foreign:
            reasons.append(reason("「{name}」是其他地方的分类。", field=field, name=category.taxonomy_name))
        elif not category.valid_on(entered_on):
            reasons.append(
                reason(
                    "「{name}」在进驻日 {day} 不适用，请选当时有效的版本。",
                    field=field,
                    name=category.name,
                    day=entered_on.isoformat(),
                )
            )
    if repeats is not None:
        reasons += _reasons_against_repeat(repeats)
    return reasons


def _reasons_against_repeat(repeats: EarlierFacts) -> list[Reason]:
    if not repeats.same_organisation:
        return [reason("屡改屡犯只能指向同一单位以前的问题。", field="repeat_of")]
    if not repeats.earlier:
        return [reason("只能指向更早一轮发现的问题。", field="repeat_of")]
    if repeats.edited_no_longer:
        return [reason("那条问题已合并、拆分或不采用，请选它之后的那条。", field="repeat_of")]
    return []
