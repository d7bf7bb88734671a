"""
How levels work together in a round (feature A06, domain §1.1). Facts in, reasons out; no database.

The public source names four modes and does not define them; the words in `MODES` are the product's own reading, kept
in one table so that an office that means something else changes one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.permissions import Role
from xuncha.core.text import N_
from xuncha.rounds.workflow import ParticipationState, RoundState

UNIFIED, SYNCHRONOUS, COLLABORATIVE, RELAY = "unified_staffing", "synchronous", "collaborative", "relay"
"""Stored codes of the modes."""
LENDING = frozenset({RoundState.DRAFT, RoundState.AUTHORISED, RoundState.IN_FIELD})
"""States of a round in which a participating office may still put people forward."""


@dataclass(frozen=True, slots=True)
class Mode:
    """
    A mode in words, and what it asks of those who take part.

    `lends`: they put people forward who work in the leading office's teams. `joins`: they run a round of their own.
    `own_leader`: only people of the leading office lead a team. `counts_below`: what the round inspects in a
    participant's area counts for the coverage of that participant's term.
    """

    meaning: str
    leads: str
    counts: str
    lends: bool = False
    joins: bool = False
    own_leader: bool = False
    counts_below: bool = False


MODES: dict[str, Mode] = {
    UNIFIED: Mode(
        N_("人员和对象由牵头单位统一调配，各级人员混合编组。"),
        N_("组长由牵头单位从各级推荐的人员中统一任命。"),
        N_("巡察参加单位所属对象的，计入该单位的全覆盖；问题归牵头单位的轮次。"),
        lends=True,
        counts_below=True,
    ),
    SYNCHRONOUS: Mode(
        N_("各级同一时间、同一主题，各自组织本级轮次。"),
        N_("各级的组由各级自己任命组长。"),
        N_("对象和问题各计入本级的轮次。"),
        joins=True,
    ),
    COLLABORATIVE: Mode(
        N_("参加单位派人到牵头单位的组里协助。"),
        N_("组长由牵头单位的人员担任，参加单位的人员不任组长。"),
        N_("对象和问题全部计入牵头单位的轮次；参加单位只计派员。"),
        lends=True,
        own_leader=True,
    ),
    RELAY: Mode(
        N_("牵头单位撤点以后，参加单位接着在本级开展。"),
        N_("各级的组由各级自己任命组长。"),
        N_("对象和问题各计入本级的轮次。"),
        joins=True,
    ),
}


def reasons_not_to_link(state: RoundState, *, invited: int) -> list[Reason]:
    """The mode is chosen in the draft, before anybody is invited to it."""
    found = []
    if state is not RoundState.DRAFT:
        found.append(reason("方案提交后不能改联动方式；请先退回修改。", "linkage", "#steps"))
    if invited:
        found.append(reason("已邀请 {n} 个单位，改联动方式前先撤回邀请。", "linkage", "#linkage", n=invited))
    return found


@dataclass(frozen=True, slots=True)
class InvitingFacts:
    """An office that somebody wants to invite to a round."""

    office: str
    state: RoundState
    linkage: str
    own: bool  # the office that leads the round
    invited: bool
    seats: int
    answer_by: date | None
    today: date


def reasons_not_to_invite(facts: InvitingFacts) -> list[Reason]:
    """Why this office cannot be invited like this."""
    found = []
    mode = MODES.get(facts.linkage)
    if mode is None:
        found.append(reason("本轮由本级独立开展，先选联动方式。", mend="#linkage"))
    if facts.state not in LENDING:
        found.append(reason("方案审批期间和撤点以后不能邀请。", mend="#steps"))
    if facts.own:
        found.append(reason("牵头单位不用邀请自己。", "jurisdiction"))
    if facts.invited:
        found.append(reason("已邀请过{office}。", "jurisdiction", "#linkage", office=facts.office))
    if mode is not None and mode.lends and facts.seats < 1:
        found.append(reason("这种联动方式要写明请派几人。", "seats", "#id_seats"))
    if facts.answer_by and facts.answer_by < facts.today:
        found.append(reason("答复期限要不早于今天。", "answer_by", "#id_answer_by"))
    return found


def reasons_not_to_answer(state: RoundState) -> list[Reason]:
    """An invitation is accepted while the round has not withdrawn."""
    return [] if state in LENDING else [reason("本轮正在审批或者已经撤点，暂不能参加。")]


def reasons_not_to_revoke(seated: Sequence[str]) -> list[Reason]:
    """Nobody's people lose their place because an invitation is taken back: they leave the team first."""
    return [reason("{names}已在巡察组里，请先免去再撤回邀请。", mend="#teams", names=list(seated))] if seated else []


@dataclass(frozen=True, slots=True)
class LendingFacts:
    """A person whom a participating office wants to put forward."""

    name: str
    linkage: str
    answered: ParticipationState
    state: RoundState
    seats: int
    lent: int
    already: bool = False
    in_pool: bool = True
    away: bool = False


def reasons_not_to_lend(facts: LendingFacts) -> list[Reason]:
    """Why this person cannot be put forward: only an accepted invitation to a joint team takes people."""
    found = []
    if not MODES[facts.linkage].lends:
        found.append(reason("这种联动方式各级用本级的组，不用派人。"))
    if facts.answered is not ParticipationState.ACCEPTED:
        found.append(reason("先接受邀请，再推荐人员。", mend="#steps"))
    if facts.state not in LENDING:
        found.append(reason("本轮正在审批或者已经撤点，暂不能推荐人员。"))
    if facts.already:
        found.append(reason("已推荐{name}。", "person", name=facts.name))
    if facts.lent >= facts.seats:
        found.append(reason("只请派 {n} 人，已推荐满；要换人，先撤回一人。", "person", n=facts.seats))
    if not facts.in_pool:
        found.append(reason("{name}不在人才库，不能推荐。", "person", name=facts.name))
    if facts.away:
        found.append(reason("{name}这段时间登记为不能抽调。", "person", name=facts.name))
    return found


def reasons_not_to_recall(*, name: str, team: str) -> list[Reason]:
    """Who sits in a team is let go by the office that leads it."""
    return [reason("{name}已在{team}，由牵头单位免去后才能撤回。", name=name, team=team)] if team else []


@dataclass(frozen=True, slots=True)
class JoiningFacts:
    """A participant's own round beside the one it was invited to; (first, last) day of each field period."""

    linkage: str
    answered: ParticipationState
    led: tuple[date | None, date | None]
    own: tuple[date | None, date | None]


def reasons_not_to_run_along(facts: JoiningFacts) -> list[Reason]:
    """同步 means at the same time, 接力 means afterwards; both only with dates."""
    if not MODES[facts.linkage].joins:
        return [reason("这种联动方式派人到牵头单位的组里，不用关联本级轮次。", "own_round")]
    found = []
    if facts.answered is not ParticipationState.ACCEPTED:
        found.append(reason("先接受邀请，再关联本级轮次。", mend="#steps"))
    (begin, end), (own_begin, own_end) = facts.led, facts.own
    if not (begin and end and own_begin and own_end):
        return [*found, reason("两边的轮次都要先定进驻和撤点日期。", "own_round")]
    if facts.linkage == SYNCHRONOUS and (own_end < begin or end < own_begin):
        found.append(reason("同步巡要同期驻点：牵头轮次是 {a} 至 {b}。", "own_round", a=f"{begin}", b=f"{end}"))
    if facts.linkage == RELAY and own_begin <= end:
        found.append(reason("接力巡要在牵头轮次 {day} 撤点以后进驻。", "own_round", day=f"{end}"))
    return found


@dataclass(frozen=True, slots=True)
class Partner:
    """One invited office as the completeness of the round sees it."""

    office: str
    state: ParticipationState
    seated: int = 0
    joined: bool = False


def reasons_against_linkage(linkage: str, partners: Sequence[Partner]) -> list[Reason]:
    """A linked round needs somebody who takes part."""
    if linkage not in MODES or any(p.state is ParticipationState.ACCEPTED for p in partners):
        return []
    return [reason("已选联动方式，还没有单位接受邀请。", mend="#linkage")]


def hints_about_linkage(linkage: str, partners: Sequence[Partner]) -> list[Reason]:
    """Who has not answered, sent nobody into a team, or not said with which round they take part."""
    if linkage not in MODES:
        return []
    found, mode = [], MODES[linkage]
    for partner in partners:
        if partner.state is ParticipationState.INVITED:
            found.append(reason("{office}还没有答复联动邀请。", mend="#linkage", office=partner.office))
        elif partner.state is ParticipationState.ACCEPTED:
            if mode.lends and not partner.seated:
                found.append(reason("{office}还没有人编入巡察组。", mend="#linkage", office=partner.office))
            if mode.joins and not partner.joined:
                found.append(reason("{office}还没有关联本级轮次。", mend="#linkage", office=partner.office))
    return found


def reasons_not_to_seat(*, name: str, office: str, lent: bool, linkage: str, position: str) -> list[Reason]:
    """Somebody of another office (`office`) joins a team only when that office put them forward, and leads by mode."""
    if not office:
        return []
    if not lent:
        return [reason("{name}是{office}的人员，要由其在联动中推荐后才能任命。", "person", name=name, office=office)]
    if MODES[linkage].own_leader and position == Role.TEAM_LEADER:
        return [reason("协作巡的组长由牵头单位的人员担任。", "position")]
    return []
