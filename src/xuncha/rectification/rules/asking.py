"""When more time may be asked for and granted, a question answered, a report submitted. (domain §8.5; C08 C14)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, not_yet
from xuncha.core.text import N_, say
from xuncha.rectification.workflow import ITEM, RUNNING, UNIT_REPORT, ItemState, UnitReportState

REASON_LENGTH = 1000
QUERY_LENGTH = 2000
REPORT_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """What asking for more time looks at. `ahead`: days before the due date by which it must be asked for."""

    state: ItemState
    due_on: date
    to_on: date
    today: date
    ahead: int
    another_open: bool
    text: str
    granted: int = 0  # how often more time was granted before
    most: int | None = None  # how often it may be


def reasons_not_to_ask(facts: ExtensionFacts) -> list[Reason]:
    """More time is asked for in good time, one request after the other, with a reason, to a later date."""
    reasons = against(facts.text, REASON_LENGTH, N_("延期理由"), "reason")
    if facts.state not in RUNNING:
        reasons.append(reason("整改事项现在是「{state}」，不用申请延期。", state=say(ITEM.states[facts.state].label)))
    if facts.another_open:
        reasons.append(reason("已有一份延期申请待审批，请等答复或者先撤回。", mend="#extensions"))
    if facts.most is not None and facts.granted >= facts.most:
        reasons.append(reason("已经延期 {n} 次，按规定最多 {most} 次。", n=facts.granted, most=facts.most))
    if facts.to_on <= facts.due_on:
        day = facts.due_on.isoformat()
        reasons.append(reason("延期后的日期要晚于现在的时限 {day}。", field="to_on", day=day))
    last = facts.due_on - timedelta(days=facts.ahead)
    if facts.today > last:
        reasons.append(
            reason("延期要在到期前 {n} 天提出，最迟是 {day}，现在已经晚了。", n=facts.ahead, day=last.isoformat())
        )
    return reasons


def reasons_not_to_decide(*, own: bool, settled: bool) -> list[Reason]:
    """Another person than the one who asked decides, while the item is still open."""
    reasons = []
    if own:
        reasons.append(reason("延期是您申请的，要由另一个人审批。"))
    if settled:
        reasons.append(reason("整改事项已经办结，不用再延期；请单位撤回申请，或者不同意。"))
    return reasons


def reasons_not_to_grant(to_on: date, due_on: date, asked_on: date) -> list[Reason]:
    """What is granted may be shorter than asked, never longer, and is later than the present date."""
    if to_on > asked_on:
        return [reason("单位申请延至 {day}，同意的日期不能更晚。", field="to_on", day=asked_on.isoformat())]
    if to_on > due_on:
        return []
    return [reason("同意的日期要晚于现在的时限 {day}。", field="to_on", day=due_on.isoformat())]


def reasons_against_answer(answer: str, *, own: bool) -> list[Reason]:
    """Somebody else than the one who asked answers, in words."""
    reasons = against(answer, QUERY_LENGTH, N_("答复"), "answer")
    if own:
        reasons.append(reason("这是您提出的，要由另一个人答复。"))
    return reasons


REPORT_WRITABLE = frozenset({UnitReportState.DRAFT, UnitReportState.RETURNED})


def reasons_not_to_write_report(state: UnitReportState, text: str) -> list[Reason]:
    """A report is written while the unit has it."""
    if state not in REPORT_WRITABLE:
        return [reason("报告{state}，不能改。", state=say(UNIT_REPORT.states[state].label))]
    if len(text) <= REPORT_LENGTH:
        return []
    return [reason("报告正文不超过 {n} 字，现有 {now} 字。", field="text", n=REPORT_LENGTH, now=len(text))]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What may be wanting beside a report's text: replies to the last return's remarks, and the required steps."""

    unanswered: Sequence[int] = ()
    life_missing: bool = False
    life_proof_missing: bool = False
    principal_missing: bool = False


def reasons_of_gaps(facts: ReportFacts) -> list[Reason]:
    """Every remark is answered, and every step that the office's rule requires was taken and shown."""
    reasons = []
    if facts.unanswered:
        unanswered = [str(n) for n in facts.unanswered]
        reasons.append(reason("退回意见第 {numbers} 条还没有写修改说明。", mend="#remarks", numbers=unanswered))
    wanting = {
        N_("还没有登记专题民主生活会，请填日期。"): facts.life_missing,
        N_("还没有上传专题民主生活会的材料。"): facts.life_proof_missing,
        N_("主要负责人组织落实情况报告还没有报送，请先报送那一份。"): facts.principal_missing,
    }
    return reasons + [Reason(say(text), mend="#steps") for text, missing in wanting.items() if missing]


def reasons_not_to_submit_report(text: str, meeting_on: date | None, today: date) -> list[Reason]:
    """A report was written and adopted by the unit's party meeting."""
    reasons = against(text, REPORT_LENGTH, N_("报告正文"), "text")
    if meeting_on is None:
        reasons.append(reason("请填写党委（党组）会议审议报告的日期。", field="party_meeting_on"))
    return reasons + not_yet(meeting_on, today, N_("审议报告的会议"), "party_meeting_on")


def reasons_not_to_judge_report(*, submitted: bool) -> list[Reason]:
    """Nobody accepts the report they submitted. (domain §9 invariant 4)"""
    return [reason("报告是您报送的，要由另一个人审核。")] if submitted else []
