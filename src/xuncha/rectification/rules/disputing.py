"""When a problem fed back may be disputed, and how that is answered. (domain §8.5; C19)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against
from xuncha.core.text import N_, say
from xuncha.rectification.workflow import ITEM, VERDICT_LABEL, ItemState, Verdict

GROUNDS_LENGTH = 2000
TITLE_LENGTH = 80
TEXT_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What disputing looks at. `latest`: by the dated rule, None without one; `answered`: the verdict of before."""

    state: ItemState
    grounds: str
    files: int
    today: date
    latest: date | None = None
    open_already: bool = False
    answered: str = ""


def reasons_not_to_dispute(facts: DisputeFacts) -> list[Reason]:
    """With grounds and evidence, within the term, one at a time, and not again once it was answered."""
    reasons = against(facts.grounds, GROUNDS_LENGTH, N_("异议理由"), "grounds")
    if not facts.files:
        reasons.append(reason("请附上证明材料，至少一件。", field="proofs"))
    if facts.state in ITEM.finished():
        reasons.append(reason("整改事项现在是「{state}」，不再受理异议。", state=say(ITEM.states[facts.state].label)))
    if facts.open_already:
        reasons.append(reason("已有一份异议待答复，请等答复或者先撤回。", mend="#disputes"))
    if facts.answered:
        answer = say(VERDICT_LABEL[Verdict(facts.answered)])
        reasons.append(
            reason("这个问题的异议已经答复（{answer}），不再受理；有新情况请向巡察办提出咨询。", answer=answer)
        )
    if facts.latest is not None and facts.today > facts.latest:
        reasons.append(reason("异议最迟在 {day} 提出，现在已经晚了。", day=facts.latest.isoformat()))
    return reasons


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What answering looks at; `part`: the answerer drafted the opinion, or raised the dispute."""

    verdict: str
    decision: str
    part: bool
    state: ItemState
    title: str = ""
    text: str = ""
    was: tuple[str, str] = ("", "")


def reasons_not_to_answer(facts: AnswerFacts) -> list[Reason]:
    """Somebody without a part in the wording answers, with reasons; a correction brings words that differ."""
    reasons = against(facts.decision, GROUNDS_LENGTH, N_("答复理由"), "decision")
    if facts.part:
        reasons.append(reason("反馈意见是您起草、报送的，或者异议是您提出的，要由另一个人答复。"))
    if facts.verdict not in set(Verdict):
        reasons.append(reason("请选一个答复结论。", field="verdict"))
    if facts.verdict == Verdict.CORRECTED:
        reasons += against(facts.title, TITLE_LENGTH, N_("更正后的标题"), "title")
        reasons += against(facts.text, TEXT_LENGTH, N_("更正后的表述"), "text")
        if (facts.title.strip(), facts.text.strip()) == facts.was:
            reasons.append(reason("更正后的表述与原来一样，请改写，或者选「维持原反馈」。", field="text"))
    if facts.verdict in {Verdict.CORRECTED, Verdict.ANNULLED} and facts.state in ITEM.finished():
        reasons.append(
            reason(
                "整改事项现在是「{state}」，只能维持原反馈。",
                field="verdict",
                state=say(ITEM.states[facts.state].label),
            )
        )
    return reasons
