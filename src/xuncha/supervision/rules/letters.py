"""What must hold before a letter is drafted, handed in, issued, answered, or issued again. (feature C11)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, missing, too_long
from xuncha.core.signing import (
    SCANS_MOST,
    PaperFacts,
    reasons_against_day,
    reasons_against_scans,
    reasons_against_signing,
)
from xuncha.core.text import N_, say
from xuncha.supervision.rules.kinds import KINDS, To, follow_ups
from xuncha.supervision.workflow import WAITING, LetterState

TITLE_LENGTH, TEXT_LENGTH, REPLY_LENGTH, OPINION_LENGTH = 100, 5000, 5000, 500
REPLY_FILES = SCANS_MOST


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """
    A letter as it is drafted. `inspected`: the addressee is a unit under rectification; `others`: how many of the items
    belong to other units; `elsewhere`: how many were found by another office.
    """

    kind: str
    title: str
    text: str
    inspected: bool
    others: int = 0
    elsewhere: int = 0
    known_addressee: bool = True


def reasons_not_to_draft(facts: DraftFacts) -> list[Reason]:
    """The kind may begin a matter, it goes to whom it is for, and a unit reads of its own items alone."""
    return _against_words(facts.title, facts.text) + _against_kind(facts.kind) + _against_addressee(facts)


def _against_words(title: str, text: str) -> list[Reason]:
    return against(title, TITLE_LENGTH, N_("标题"), "title") + too_long(text, TEXT_LENGTH, N_("工作要求"), "text")


def _against_kind(code: str) -> list[Reason]:
    kind = KINDS.get(code)
    if kind is None:
        return [reason("请从列出的种类里选一种。", field="kind")]
    if not kind.follows:
        return []
    former = say(KINDS[kind.follows].label)
    return [
        reason("“{kind}”是递进的下一步，在“{former}”回复不到位或者逾期以后，从那一件上续发。",
               field="kind", kind=say(kind.label), former=former)
    ]  # fmt: skip


def _against_addressee(facts: DraftFacts) -> list[Reason]:
    kind = KINDS.get(facts.kind)
    reasons = []
    if not facts.known_addressee:
        reasons.append(reason("收函单位不在本辖区的组织机构里。", field="addressee"))
    if kind is not None and To.DEPARTMENT not in kind.to:
        if not facts.inspected:
            reasons.append(
                reason("“{kind}”发给正在整改的被巡察单位；发给职能部门的用交办函。", field="addressee",
                       kind=say(kind.label))
            )  # fmt: skip
        if facts.others:
            reasons.append(
                reason("有 {n} 项是其他单位的整改事项，不能写进给这家单位的函件。", field="items", n=facts.others)
            )
    if facts.elsewhere:
        reasons.append(reason("有 {n} 项不是本巡察办的整改事项。", field="items", n=facts.elsewhere))
    return reasons


def reasons_not_to_write(facts: DraftFacts) -> list[Reason]:
    """As for drafting, except that the kind stands and was right when it was chosen."""
    return _against_words(facts.title, facts.text) + _against_addressee(facts)


def reasons_not_to_submit(text: str, *, items: int, about_plan: bool) -> list[Reason]:
    """It says what is demanded, and about what."""
    reasons = missing(text, N_("工作要求"), "text")
    if not items and not about_plan:
        reasons.append(reason("还没有选入整改事项，函件要写明针对哪些问题。", mend="#items"))
    return reasons


def reasons_not_to_issue(*, own: bool) -> list[Reason]:
    """Nobody issues what they handed in."""
    return [reason("这是您送签的，要由另一个人签发。")] if own else []


def reasons_not_to_answer(reply: str, files: int) -> list[Reason]:
    """The addressee says something, with not too many files."""
    reasons = against(reply, REPLY_LENGTH, N_("回复内容"), "reply")
    if files > REPLY_FILES:
        reasons.append(reason("附件不超过 {n} 个，现有 {now} 个。", field="proofs", n=REPLY_FILES, now=files))
    return reasons


def reasons_not_to_enter(*, answers_itself: bool) -> list[Reason]:
    """Only for an addressee of which nobody can answer in the portal."""
    if not answers_itself:
        return []
    return [reason("收函单位有人能在单位端签收和回复，不用代录；纸质材料由该单位作为附件上传。")]


def reasons_not_to_enter_receipt(signatory: str, facts: PaperFacts) -> list[Reason]:
    """Somebody signed, between the day of issue and today, and the scan shows it."""
    return reasons_against_signing(signatory, facts, N_("签发日期"))


def reasons_not_to_enter_reply(reply: str, facts: PaperFacts) -> list[Reason]:
    """The reply has its words, its day and its scan."""
    reasons = against(reply, REPLY_LENGTH, N_("回复内容"), "reply")
    return reasons + reasons_against_day(facts, N_("回复日期"), N_("签收日期")) + reasons_against_scans(facts.scans)


def reasons_not_to_accept(*, entered: bool) -> list[Reason]:
    """Who entered a reply from paper does not accept it: another person compares it with the scan."""
    return [reason("这份回复是您代录的，要由另一个人对照扫描件审阅。")] if entered else []


def is_overdue(state: LetterState, due_on: date | None, today: date) -> bool:
    """Out, not answered, and past its date."""
    return state in WAITING and due_on is not None and due_on < today


def reasons_not_to_reissue(
    code: str, chosen: str, *, state: LetterState, due_on: date | None, today: date
) -> list[Reason]:
    """Only what was answered insufficiently or is overdue is issued again, by a kind that may follow."""
    reasons = []
    if state in WAITING and not is_overdue(state, due_on, today):
        day = due_on.isoformat() if due_on else "—"
        reasons.append(reason("回复时限是 {day}，还没有到；逾期或者回复不到位才续发。", day=day))
    if chosen not in follow_ups(code):
        offered = [say(KINDS[one].label) for one in follow_ups(code)]
        reasons.append(reason("这一件之后可以续发的是：{kinds}。", field="kind", kinds=offered))
    return reasons


def situation_of(state: str, due_on: date | None, today: date, *, overdue: bool, returned: int) -> str:
    """
    How an item stands, as a letter says it: an official text, always Chinese. `state` is its state in words.

    `today` is the day to which lateness is counted: that of the unit's request while the office has the item.
    """
    parts = [state]
    if due_on is not None:
        late = f"，已超期{(today - due_on).days}日" if overdue else ""
        parts.append(f"时限{due_on.isoformat()}{late}")
    if returned:
        parts.append(f"销号退回{returned}次")
    return "；".join(parts)
