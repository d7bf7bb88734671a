"""What goes into a report, and when it may be signed. Found is not yet reported. (domain §0.2, §9 invariant 1)"""

from dataclasses import dataclass

from xuncha.core.errors import Reason, reason
from xuncha.core.given import too_long
from xuncha.core.text import N_, say
from xuncha.feedback.rules.wording import TEXT, WHY
from xuncha.feedback.workflow import OPINION, OpinionState, ReportState


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding as far as a report depends on it."""

    pk: int
    label: str
    confirmed: bool = True
    same_inspection: bool = True
    supported: bool = True  # rests on a leader-signed paper, or came in from a lower office
    fed_back: bool = False  # already taken into the feedback opinion


def reasons_not_to_open(*, exists: bool) -> list[Reason]:
    """One report for each inspection."""
    return [reason("这次巡察已经有报告了，请在原来那份上改。")] if exists else []


def reasons_not_to_change(state: ReportState) -> list[Reason]:
    """A signed report stands as it was signed."""
    if state is ReportState.SIGNED:
        return [reason("报告已经签发，要改请先由组长退回修改。")]
    return []


def reasons_not_to_compose(
    chosen: list[FindingFacts], left_out: list[tuple[FindingFacts, str]], taken_out: list[FindingFacts]
) -> list[Reason]:
    """
    Only confirmed findings of this inspection go up, each once; what stays out has its reason.

    `left_out` are findings with the reason; `taken_out` those that were in the report and no longer are.
    """
    reasons = []
    if len({finding.pk for finding in chosen}) < len(chosen):
        reasons.append(reason("同一条问题选了两次。", field="findings"))
    reasons += [
        reason("{finding} 不是这次巡察的问题。", field="findings", finding=finding.label)
        for finding in [*chosen, *(finding for finding, _why in left_out)]
        if not finding.same_inspection
    ]
    reasons += [
        reason("{finding} 还没有确认，不能写进报告。", field="findings", finding=finding.label)
        for finding in chosen
        if finding.same_inspection and not finding.confirmed
    ]
    reasons += [
        reason("{finding} 不写进报告的理由不超过 {n} 字。", field="findings", finding=finding.label, n=WHY)
        for finding, why in left_out
        if len(why) > WHY
    ]
    reasons += [
        reason("{finding} 已写进反馈意见，不能移出报告。", field="findings", finding=finding.label)
        for finding in taken_out
        if finding.fed_back
    ]
    return reasons


def reasons_against_report_texts(overall: str, advice: str) -> list[Reason]:
    """Judgement and advice fit; a draft may lack them."""
    return too_long(overall, TEXT, N_("总体评价"), "overall") + too_long(advice, TEXT, N_("意见建议"), "advice")


@dataclass(frozen=True, slots=True)
class SignFacts:
    """A report about to be signed; `undecided` are confirmed findings neither in it nor left out with a reason."""

    findings: list[FindingFacts]
    undecided: list[str]
    overall: str


def reasons_not_to_sign(facts: SignFacts) -> list[Reason]:
    """Every finding rests on a signed paper, every confirmed one is decided, the judgement is written."""
    reasons = []
    if not facts.findings:
        reasons.append(reason("报告里还没有问题，至少选一条。", mend="#findings"))
    for finding in facts.findings:
        if not finding.confirmed:
            reasons.append(
                reason("{finding} 已不是确认状态，请移出或者重新确认。", mend="#findings", finding=finding.label)
            )
        if not finding.supported:
            reasons.append(reason("{finding} 没有组长签过的底稿。", mend="#findings", finding=finding.label))
    reasons += [
        reason("{finding} 没有写进报告，也没有写明为什么。", mend="#findings", finding=label)
        for label in facts.undecided
    ]
    if not facts.overall.strip():
        reasons.append(reason("总体评价还没有写。", mend="#overall"))
    return reasons


def reasons_not_to_reopen(opinion: OpinionState | None) -> list[Reason]:
    """A report from which an opinion was submitted, approved or fed back is not opened again."""
    if opinion in (None, OpinionState.DRAFT):
        return []
    return [
        reason(
            "据此形成的反馈意见{state}，报告不能再改。确需修改，先退回反馈意见。",
            state=say(OPINION.states[opinion].label),
        )
    ]
