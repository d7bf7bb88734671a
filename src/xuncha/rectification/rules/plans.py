"""When a rectification plan may be written, submitted, returned and accepted. (domain §5.1; C05)"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.given import missing, not_yet, too_long
from xuncha.core.text import N_, Say, say
from xuncha.rectification.workflow import PLAN, PlanState

WRITABLE = frozenset({PlanState.DRAFTING, PlanState.RETURNED})
MOST_MEASURES = 30  # of one item; the published towns have some 150 over all items
MOST_REMARKS = 50
LIMITS = {
    "objective": (1000, N_("整改目标")),
    "leader": (60, N_("责任领导")),
    "department": (60, N_("责任部门")),
    "contact": (60, N_("联系人")),
    "uncovered": (300, N_("不列措施的理由")),
    "beyond": (300, N_("超出集中整改期的理由")),
}
MEASURE_LIMITS = {
    "text": (1000, N_("措施")),
    "standard": (300, N_("完成标准")),
    "owner": (60, N_("责任人")),
    "department": (60, N_("责任部门")),
}


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """One measure as the unit writes it."""

    text: str
    owner: str = ""
    department: str = ""
    due_on: date | None = None
    standard: str = ""
    kind: str = "correct"

    @property
    def is_empty(self) -> bool:
        """Nothing was written in this row of the form."""
        return not (self.text.strip() or self.owner.strip() or self.department.strip() or self.due_on)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as the unit fills it. `due_on` is the item's date, `money_due` what must be brought back, in yuan."""

    objective: str = ""
    difficulty: str = "easy"
    horizon: str = "short"
    leader: str = ""
    department: str = ""
    contact: str = ""
    due_on: date | None = None
    beyond: str = ""
    uncovered: str = ""
    money_due: Decimal | None = None
    measures: Sequence[MeasureDraft] = ()


def reasons_not_to_write(state: PlanState) -> list[Reason]:
    """A plan is written while the unit has it: before it is submitted and after it was returned."""
    if state in WRITABLE:
        return []
    return [reason("整改方案{state}，不能改。", state=say(PLAN.states[state].label))]


def reasons_not_to_fill(draft: ItemDraft, *, fed_back_on: date) -> list[Reason]:
    """What is written must fit and make sense; what is still missing is asked for only when the plan is submitted."""
    reasons = [
        why for field, (limit, what) in LIMITS.items() for why in too_long(getattr(draft, field), limit, what, field)
    ]
    if draft.money_due is not None and draft.money_due < 0:
        reasons.append(reason("应追缴、清退的金额不能是负数。", field="money_due"))
    if draft.due_on is not None and draft.due_on < fed_back_on:
        reasons.append(reason("完成时限早于反馈日 {day}。", field="due_on", day=fed_back_on.isoformat()))
    if draft.uncovered.strip() and draft.measures:
        reasons.append(reason("写了措施，就不用写不列措施的理由。", field="uncovered"))
    if len(draft.measures) > MOST_MEASURES:
        reasons.append(reason("一个问题的措施不超过 {n} 条，请合并。", field="measures", n=MOST_MEASURES))
    for n, measure in enumerate(draft.measures, 1):
        reasons += _against_measure(n, measure, draft.due_on)
    return reasons


def _against_measure(n: int, measure: MeasureDraft, item_due: date | None) -> list[Reason]:
    reasons = []
    if not measure.text.strip():
        reasons.append(reason("第 {n} 条措施没有写内容。", field=f"measure-{n}-text", n=n))
    for field, (limit, what) in MEASURE_LIMITS.items():
        now = len(getattr(measure, field))
        if now > limit:
            where = f"measure-{n}-{field}"
            reasons.append(
                reason("第 {n} 条的{what}不超过 {limit} 字。", field=where, n=n, what=say(what), limit=limit)
            )
    if measure.due_on and item_due and measure.due_on > item_due:
        where = f"measure-{n}-due_on"
        reasons.append(reason("第 {n} 条措施的时限晚于这个问题的完成时限。", field=where, n=n))
    return reasons


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What submitting a plan looks at in one item."""

    number: str
    objective: str
    leader: str
    department: str
    due_on: date | None
    beyond: str
    lasting: bool  # hard, or not to be put right at once: may take longer than the concentrated period
    measures: int
    uncovered: str = ""  # why no measures are needed
    unfinished: Sequence[int] = ()  # measures without owner, department, date or standard
    mend: str = ""  # where the item is filled
    latest: date | None = None  # by the dated rule of its difficulty
    difficulty: str = ""  # in words


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """
    What submitting a plan looks at. `unanswered` are the numbers of remarks of the last return without a reply,
    `left_out` the problems fed back that are not in it, `proof_missing` whether minutes are asked for and wanting.
    """

    items: Sequence[ItemFacts]
    principal: str
    party_meeting_on: date | None
    fed_back_on: date
    ends_on: date | None
    today: date
    unanswered: Sequence[int] = ()
    left_out: Sequence[str] = ()
    proof_missing: bool = False


def reasons_not_to_submit(facts: PlanFacts) -> list[Reason]:
    """
    The plan covers every problem fed back, each with objective, people, date and measures that say who does what
    until when, and what will show it; it was adopted by the unit's party meeting; every remark of the last
    return is answered. (domain §5.1)
    """
    reasons = []
    if facts.left_out:
        there, left_out = len(facts.items), list(facts.left_out)
        sentence = N_("反馈问题 {n} 个，方案里只有 {m} 个，缺第 {numbers} 个。")
        reasons.append(reason(sentence, n=there + len(left_out), m=there, numbers=left_out))
    reasons += missing(facts.principal, N_("第一责任人姓名和职务"), "principal")
    if facts.party_meeting_on is None:
        reasons.append(reason("请填写党委（党组）会议研究通过方案的日期。", field="party_meeting_on"))
    elif facts.party_meeting_on < facts.fed_back_on:
        reasons.append(
            reason("研究方案的会议早于反馈日 {day}。", field="party_meeting_on", day=facts.fed_back_on.isoformat())
        )
    reasons += not_yet(facts.party_meeting_on, facts.today, N_("研究方案的会议"), "party_meeting_on")
    if facts.proof_missing:
        reasons.append(reason("请上传党委（党组）会议研究方案的纪要。", mend="#steps"))
    for item in facts.items:
        reasons += _gaps(item, facts.ends_on)
    if facts.unanswered:
        unanswered = [str(n) for n in facts.unanswered]
        reasons.append(reason("退回意见第 {numbers} 条还没有写修改说明。", mend="#remarks", numbers=unanswered))
    return reasons


def _gaps(item: ItemFacts, ends_on: date | None) -> list[Reason]:
    wanted = {
        N_("整改目标"): item.objective.strip() or (not item.measures and item.uncovered.strip()),
        N_("责任领导"): item.leader.strip(),
        N_("责任部门"): item.department.strip(),
        N_("完成时限"): item.due_on,
        N_("整改措施"): item.measures or item.uncovered.strip(),
    }
    reasons = [
        reason("{number} 没有写{what}。", mend=item.mend, number=item.number, what=say(what))
        for what, value in wanted.items()
        if not value
    ]
    if item.unfinished:
        reasons.append(
            reason(
                "{number} 的措施 {numbers} 没有写全责任人、责任部门、完成时限和完成标准。",
                mend=item.mend,
                number=item.number,
                numbers=[str(n) for n in item.unfinished],
            )
        )
    if item.due_on is not None and item.latest is not None and item.due_on > item.latest:
        sentence, day = N_("{number} 难易程度是「{difficulty}」，按规则最迟 {day}。"), item.latest.isoformat()
        reasons.append(reason(sentence, mend=item.mend, number=item.number, difficulty=say(item.difficulty), day=day))
    if item.due_on is None or ends_on is None or item.due_on <= ends_on:
        return reasons
    if not item.lasting:
        reasons.append(
            reason(
                "{number} 的时限超出集中整改期（{day} 止）：属于较难、疑难或中长期的才可以，请改时限或难易程度。",
                mend=item.mend,
                number=item.number,
                day=ends_on.isoformat(),
            )
        )
    elif not item.beyond.strip():
        reasons.append(reason("{number} 的时限超出集中整改期，请写明理由。", mend=item.mend, number=item.number))
    return reasons


VAGUE = ("加强", "强化", "进一步", "提高认识", "高度重视", "加大", "不断", "持续推进", "切实", "深入学习", "引以为戒")
"""Words that promise without saying what will be there in the end (domain §5.6: measures copied, not measurable)."""
CONCRETE = re.compile(r"\d|[一二两三四五六七八九十百千万]+[个项条次份户笔处人件宗]|《[^》]+》")


def is_vague(text: str) -> bool:
    """Whether a measure promises effort and names nothing that could be counted or shown."""
    return any(word in text for word in VAGUE) and not CONCRETE.search(text)


def hints_about(number: str, measures: Sequence[MeasureDraft]) -> list[Say]:
    """What a person should look at again in the measures of one item: hints, never a refusal."""
    hints = [
        say("{number} 第 {n} 条措施较空泛，最好写明做什么、做到多少。", number=number, n=n)
        for n, measure in enumerate(measures, 1)
        if is_vague(measure.text)
    ]
    hints += [
        say("{number} 第 {n} 条措施没有写完成标准。", number=number, n=n)
        for n, measure in enumerate(measures, 1)
        if not measure.standard.strip()
    ]
    return hints


def reasons_not_to_return(remarks: Sequence[str]) -> list[Reason]:
    """A plan goes back with numbered remarks, each of which the unit can answer."""
    written = [text for text in remarks if text.strip()]
    if not written:
        return [reason("请至少写一条退回意见，单位按条修改。", field="remarks")]
    if len(written) > MOST_REMARKS:
        return [reason("退回意见不超过 {n} 条。", field="remarks", n=MOST_REMARKS)]
    return [
        reason("第 {n} 条退回意见不超过 500 字。", field="remarks", n=n)
        for n, text in enumerate(written, 1)
        if len(text) > 500
    ]


def reasons_not_to_accept(*, submitted: bool) -> list[Reason]:
    """Nobody accepts the plan they submitted. (domain §9 invariant 4)"""
    return [reason("方案是您报送的，要由另一个人审核。")] if submitted else []
