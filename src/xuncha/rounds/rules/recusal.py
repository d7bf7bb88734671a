"""Declaring ties for a round and asking for an exception from recusal (domain §8.4). Facts in, reasons out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.avoidance import Weight
from xuncha.core.errors import Reason, reason
from xuncha.core.text import Say
from xuncha.rounds.workflow import RoundState


@dataclass(frozen=True, slots=True)
class TieFacts:
    """A tie that somebody wants to declare: once per organisation and kind, a former post with an end in the past."""

    already: bool
    former: bool
    until: date | None
    today: date
    whose_kin: bool = True  # a relative's post says which relative's; anything else needs none


def reasons_not_to_declare_tie(facts: TieFacts) -> list[Reason]:
    """Why a tie cannot be declared like this."""
    found = []
    if facts.already:
        found.append(reason("这一单位的同类情形您已经申报。", "organisation"))
    if not facts.whose_kin:
        found.append(reason("亲属任职请选是哪一类亲属。", "relative"))
    if facts.until and not facts.former:
        found.append(reason("只有曾任职写离任日期。", "until"))
    if facts.until and facts.until > facts.today:
        found.append(reason("离任日期应不晚于今天。", "until"))
    return found


def reasons_not_to_hand_in(*, confirmed: bool, ties: int, nothing: bool) -> list[Reason]:
    """A declaration says that it is complete, and that there is nothing exactly where there is nothing."""
    found = []
    if not confirmed:
        found.append(reason("请确认申报内容真实完整。", "confirmed"))
    if nothing and ties:
        found.append(reason("上面已申报 {n} 项，不能再选“没有”；不对的请先撤回。", "nothing", n=ties))
    if not nothing and not ties:
        found.append(reason("没有需要申报的，请选“没有”；有的请先在上面登记。", "nothing"))
    return found


def reasons_not_to_ask_declarations(
    state: RoundState, *, open_states: frozenset[RoundState], members: int
) -> list[Reason]:
    """Declarations are asked of the members of a round that is not over."""
    found = []
    if state not in open_states:
        found.append(reason("本轮已结束或正在审批，不能发起申报。", mend="#steps"))
    if not members:
        found.append(reason("各组都已发起申报，或者还没有组员。", mend="#teams"))
    return found


def reasons_not_to_exempt(*, weight: str, reason_given: str) -> list[Reason]:
    """Only what blocks needs an exception, and it needs a reason."""
    found = []
    if weight != Weight.BLOCK:
        found.append(reason("提示的情形不用申请例外，核对后即可参加。"))
    if not reason_given.strip():
        found.append(reason("请写明申请例外的理由。", "reason"))
    return found


def reasons_not_to_decide(*, own: bool, concerned: bool) -> list[Reason]:
    """An exception is approved by another person than who asked for it, and never by the person it concerns."""
    found = []
    if own:
        found.append(reason("申请人不能批准自己提出的例外，请由另一人批准。"))
    if concerned:
        found.append(reason("不能批准本人的回避例外。"))
    return found


@dataclass(frozen=True, slots=True)
class Pending:
    """What speaks against authorising a member: not declared yet, or a relation inside the team that blocks."""

    team: int
    name: str
    undeclared: bool = False
    beside: tuple[Say, ...] = ()


def reasons_against_members(pending: Sequence[Pending]) -> list[Reason]:
    """Nobody is authorised who was asked to declare and has not, or who blocks with another member."""
    found = []
    for member in pending:
        mend = f"#team-{member.team}"
        if member.undeclared:
            found.append(reason("{name}还没有提交回避申报。", mend=mend, name=member.name))
        found += [reason("{why}，请更换其中一人，或者申请例外。", mend=mend, why=why) for why in member.beside]
    return found
