"""Who may be named to a team and who may leave it; ties are told by name (domain §8.4). Facts in, reasons out."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.core.errors import Reason, reason
from xuncha.core.permissions import Role
from xuncha.core.text import Say
from xuncha.rounds.rules.linkage import reasons_not_to_seat
from xuncha.rounds.workflow import RoundState


@dataclass(frozen=True, slots=True)
class Tied:
    """One unit that the person keeps out of, and the declared tie in words."""

    unit: str
    why: Say


@dataclass(frozen=True, slots=True)
class NamingFacts:
    """A person whom somebody wants to name to a team."""

    name: str
    position: str
    round_open: bool
    units: int
    ties: tuple[Tied, ...] = ()
    beside: tuple[Say, ...] = ()  # why not beside a member of the team, in words
    in_team: str = ""  # the team of this round to which the person already belongs
    has_leader: bool = False
    left_pool: bool = False
    not_entered: bool = False  # nominated for a pool, not approved yet
    away: bool = False
    has_account: bool = True
    needs_account: bool = False  # the round is authorised: access is given at once
    busy: tuple[str, ...] = ()
    guest_of: str = ""  # the other office whose person this is
    lent: bool = False  # and which put them forward for this round
    linkage: str = ""


def reasons_not_to_name(facts: NamingFacts) -> list[Reason]:
    """Why this person cannot be named to this team: ties are told by name (domain §8.4)."""
    name, found = facts.name, []
    if not facts.round_open:
        found.append(reason("本轮已结束或正在审批，不能调整人员。", mend="#steps"))
    if facts.in_team:
        found.append(reason("{name}已在本轮{team}。", "person", name=name, team=facts.in_team))
    if facts.left_pool:
        found.append(reason("{name}已出库。", "person", name=name))
    if facts.not_entered:
        found.append(reason("{name}还没有入库，提名批准后才能任命。", "person", name=name))
    if facts.away:
        found.append(reason("{name}这段时间登记为不能抽调。", "person", name=name))
    if facts.position == Role.TEAM_LEADER and facts.has_leader:
        found.append(reason("本组已有组长，请先免去或改任。", "position"))
    if facts.units and len(facts.ties) >= facts.units:
        found += [reason("对「{unit}」要回避：{why}。", "person", unit=tie.unit, why=tie.why) for tie in facts.ties]
        found.append(reason("{name}与本组全部巡察对象都有回避关系，不能进本组。", "person", name=name))
    found += [reason("{why}，不能同组；确需同组的，先申请例外。", "person", why=why) for why in facts.beside]
    if facts.needs_account and not facts.has_account:
        found.append(reason("{name}还没有开通账号，本轮已授权，请先开通。", "person", name=name))
    found += reasons_not_to_seat(
        name=name, office=facts.guest_of, lent=facts.lent, linkage=facts.linkage, position=facts.position
    )
    for other in facts.busy:
        found.append(
            reason("{name}同期已在「{other}」任职，驻点时间重叠。", "person", name=name, other=other),
        )
    return found


def reasons_not_to_step_down(*, position: str, staffed: bool) -> list[Reason]:
    """A running team never is without a leader."""
    if staffed and position == Role.TEAM_LEADER:
        return [reason("已授权的组不能没有组长，请用“更换”。", "position", "#members")]
    return []


def reasons_not_to_leave(
    *, position: str, staffed: bool, round_open: bool, reason_given: str, successor: bool = False
) -> list[Reason]:
    """Members leave with a reason, while the round may still be changed."""
    found = [] if successor else reasons_not_to_step_down(position=position, staffed=staffed)
    if not round_open:
        found.append(reason("本轮已结束或正在审批，不能调整人员。", mend="#steps"))
    if not reason_given.strip():
        found.append(reason("请写明调整人员的理由。", "reason", "#id_reason"))
    return found


def reasons_not_to_change_at_once(*, staffed: bool) -> list[Reason]:
    """Once the round is authorised, who comes, goes or takes another place is for another person to approve (A13)."""
    if not staffed:
        return []
    return [reason("本轮已授权，增派、免去、更换和改任都要经另一人批准，请在本组页面提交申请。", mend="#members")]


def reasons_not_to_ask_replacement(*, staffed: bool, waiting: bool) -> list[Reason]:
    """A change of members is asked for while the round runs, one at a time for a member and for a person."""
    found = []
    if not staffed:
        found.append(reason("调整申请只用于已授权的轮次；筹备中的可以直接调整。"))
    if waiting:
        found.append(reason("这位人员已有待批准的调整申请。", mend="#replacements"))
    return found


def reasons_not_to_approve_replacement(*, own: bool, concerned: bool, gone: bool) -> list[Reason]:
    """Approved by another person than who asked, and by nobody it is about; the member must still be there."""
    found = []
    if own:
        found.append(reason("申请人不能批准自己提出的调整，请由另一人批准。"))
    if concerned:
        found.append(reason("调整涉及本人，请由另一人批准。"))
    if gone:
        found.append(reason("这位组员已经离组，不能再调整；请不批准这项申请。"))
    return found


def reasons_not_to_add_team(state: RoundState, *, number: int, taken: bool) -> list[Reason]:
    """Teams are set up in the draft, each with a number of its own."""
    found = []
    if state is not RoundState.DRAFT:
        found.append(reason("方案提交后不能增加巡察组；请先退回修改。", mend="#steps"))
    if taken:
        found.append(reason("第 {n} 巡察组已在本轮，请用另一个组号。", "number", "#id_number", n=number))
    return found


def reasons_not_to_remove_team(state: RoundState, *, units: int, members: int) -> list[Reason]:
    """Only an empty team leaves, and only a draft."""
    found = []
    if state is not RoundState.DRAFT:
        found.append(reason("方案提交后不能撤销巡察组；请先退回修改。", mend="#steps"))
    if units:
        found.append(reason("本组还有 {n} 个巡察对象，请先分给其他组。", mend="#units", n=units))
    if members:
        found.append(reason("本组已有 {n} 人任命过，不能撤销。", mend="#members", n=members))
    return found


@dataclass(frozen=True, slots=True)
class Clash:
    """A member who would have to keep out of every unit of the team once this unit came to it."""

    member: str
    unit: str
    why: Say


def reasons_not_to_load(clashes: Sequence[Clash]) -> list[Reason]:
    """A unit may not come to a team when it leaves one of its members without any unit to work on."""
    return [
        reason(
            "列入「{unit}」后，{member}对本组全部对象都要回避（{why}），请先更换。",
            field="team",
            mend="#teams",
            member=clash.member,
            unit=clash.unit,
            why=clash.why,
        )
        for clash in clashes
    ]
