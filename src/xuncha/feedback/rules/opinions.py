"""What may be fed back, how it is worded, when an opinion is complete. Reported is not yet fed back. (domain §0.2)"""

from dataclasses import dataclass

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, too_long
from xuncha.core.text import N_
from xuncha.feedback.rules.wording import ITEM_TEXT, TEXT, TITLE
from xuncha.feedback.workflow import OpinionState, ReportState

ASPECT = 120


def reasons_not_to_draft(*, report: ReportState, exists: bool) -> list[Reason]:
    """An opinion is made from a signed report, one for each inspection."""
    reasons = []
    if report is not ReportState.SIGNED:
        reasons.append(reason("报告还没有签发，不能形成反馈意见。"))
    if exists:
        reasons.append(reason("这次巡察已经有反馈意见了，请在原来那份上改。"))
    return reasons


def reasons_not_to_change_opinion(state: OpinionState) -> list[Reason]:
    """Only a draft changes; what was fed back never does."""
    return [] if state is OpinionState.DRAFT else [reason("反馈意见已提交，要改请先退回修改。")]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A finding about to be taken into the opinion."""

    label: str
    reported: bool  # in this inspection's signed report
    fed_back: bool  # already in an item of an opinion


def reasons_not_to_pick(sources: list[SourceFacts]) -> list[Reason]:
    """Only findings of the signed report, and none of them twice."""
    reasons = [] if sources else [reason("至少选一条问题。", field="findings")]
    for source in sources:
        if not source.reported:
            reasons.append(reason("{finding} 不在签发的报告里，不能反馈。", field="findings", finding=source.label))
        elif source.fed_back:
            reasons.append(reason("{finding} 已经写进反馈意见，不能反馈两次。", field="findings", finding=source.label))
    return reasons


def reasons_against_item(title: str, text: str, aspect: str) -> list[Reason]:
    """Title and text are there and fit; the heading may be empty."""
    return (
        against(title, TITLE, N_("问题标题"), "title")
        + against(text, ITEM_TEXT, N_("问题表述"), "text")
        + too_long(aspect, ASPECT, N_("所属方面"), "aspect")
    )


def reasons_not_to_gather(items: int) -> list[Reason]:
    """Gathering takes two items or more."""
    return [] if items > 1 else [reason("归并至少要选两条。", field="items")]


def reasons_not_to_arrange(*, mentioned: set[int], present: set[int]) -> list[Reason]:
    """An order names every item once, and none of another opinion."""
    return [] if mentioned == present else [reason("条目在您编辑期间有增减，请重新打开这一页再排。")]


def reasons_against_opinion_texts(overall: str, demands: str) -> list[Reason]:
    """Judgement and demands fit; a draft may lack them."""
    return too_long(overall, TEXT, N_("总体评价"), "overall") + too_long(demands, TEXT, N_("整改要求"), "demands")


@dataclass(frozen=True, slots=True)
class SubmitFacts:
    """An opinion about to be submitted; `stray` are items whose finding no longer stands in the signed report."""

    items: int
    stray: list[str]
    overall: str
    demands: str


def reasons_not_to_submit(facts: SubmitFacts) -> list[Reason]:
    """It has items, all of the signed report, a judgement and demands."""
    reasons = []
    if not facts.items:
        reasons.append(reason("还没有选要反馈的问题。", mend="#items"))
    reasons += [
        reason("「{item}」依据的问题已不在签发的报告里，或者不再是确认状态，请移出这一条。", mend="#items", item=item)
        for item in facts.stray
    ]
    if not facts.overall.strip():
        reasons.append(reason("总体评价还没有写。", mend="#overall"))
    if not facts.demands.strip():
        reasons.append(reason("整改要求还没有写。", mend="#demands"))
    return reasons


def reasons_not_to_approve(*, author: bool) -> list[Reason]:
    """An opinion is approved by another person than who submitted it."""
    return [reason("反馈意见是您提交的，要由另一个人审定。")] if author else []


def reasons_not_to_return(*, in_session: bool) -> list[Reason]:
    """An opinion that is on a feedback meeting's list is taken off the list first."""
    return [reason("已列入反馈会，先从反馈会中移出，再退回修改。")] if in_session else []
