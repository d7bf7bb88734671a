"""When a round may take its next step. Facts in, reasons out; no database."""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.parameters import Demand
from xuncha.core.permissions import Role
from xuncha.core.text import N_
from xuncha.rounds.rules.auditors import reasons_without_auditor
from xuncha.rounds.rules.linkage import Partner, hints_about_linkage, reasons_against_linkage
from xuncha.rounds.rules.recusal import Pending, reasons_against_members
from xuncha.rounds.rules.templates import placeholders
from xuncha.rounds.workflow import RoundState

MIN_MEMBERS = 3
"""Team composition, domain §2.1: a leader, a deputy, a liaison at least."""

ENTERED = frozenset({RoundState.IN_FIELD, RoundState.WITHDRAWN, RoundState.CLOSED})
"""States of a round that has entered: only these count for coverage (domain §1.1)."""
STAFFED = frozenset({RoundState.AUTHORISED, RoundState.IN_FIELD, RoundState.WITHDRAWN})
"""States in which members hold access to their team's material."""


@dataclass(frozen=True, slots=True)
class DatesFacts:
    """The dates of a round beside the years that they must lie in."""

    year: int
    first_year: int
    last_year: int
    field_from: date | None = None
    field_to: date | None = None
    authority_to: date | None = None


def reasons_against_dates(facts: DatesFacts) -> list[Reason]:
    """What is wrong with the dates that are there; missing ones are a matter of submitting."""
    found: list[Reason] = []
    begin, end, until = facts.field_from, facts.field_to, facts.authority_to
    if not facts.first_year <= facts.year <= facts.last_year:
        found.append(
            reason(
                "年度 {year} 不在本届任期（{first}—{last}）内。",
                field="year",
                mend="#id_year",
                year=facts.year,
                first=facts.first_year,
                last=facts.last_year,
            )
        )
    if begin and begin.year != facts.year:
        found.append(reason("进驻日期要在 {year} 年内。", field="field_from", mend="#id_field_from", year=facts.year))
    if begin and end and end < begin:
        found.append(reason("撤点日期要在进驻日期之后。", field="field_to", mend="#id_field_to"))
    if end and end.year > facts.last_year:
        found.append(
            reason("撤点日期要在本届任期结束（{last} 年）之前。", "field_to", "#id_field_to", last=facts.last_year)
        )
    if end and until and until < end:
        found.append(
            reason(
                "授权截止日要不早于撤点日期 {end}，否则驻点期间就失去权限。",
                field="authority_to",
                mend="#id_authority_to",
                end=f"{end:%Y-%m-%d}",
            )
        )
    return found


def reasons_number_taken(number: int) -> list[Reason]:
    """A round's number is its own within the term."""
    return [reason("第 {n} 轮已有，请改轮次号，或填批次。", "number", "#id_number", n=number)]


def reasons_not_to_change(state: RoundState) -> list[Reason]:
    """Only a draft is changed."""
    if state is RoundState.DRAFT:
        return []
    return [reason("方案已提交，不能再改；请先退回修改。", mend="#steps")]


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member as the completeness of a round sees them; `busy` names other rounds whose field period overlaps."""

    name: str
    position: str
    has_account: bool = True
    busy: tuple[str, ...] = ()
    tied_to_all: bool = False
    auditor: bool = False


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team of the round."""

    pk: int
    name: str
    units: int
    members: tuple[MemberFacts, ...]


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """An organisation of the round; `busy` names other rounds whose field period overlaps."""

    name: str
    in_plan: bool = True
    busy: tuple[str, ...] = ()
    has_team: bool = True


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """All that decides whether a round is complete."""

    dates: DatesFacts
    scheme: str
    teams: tuple[TeamFacts, ...]
    units: tuple[UnitFacts, ...]
    pending: tuple[Pending, ...] = ()
    linkage: str = ""
    partners: tuple[Partner, ...] = ()
    auditors: Demand = Demand.OFF

    @property
    def without_auditor(self) -> list[tuple[int, str]]:
        """The teams, by id and name, of which nobody is an auditor."""
        return [(team.pk, team.name) for team in self.teams if not any(member.auditor for member in team.members)]


def reasons_not_to_submit(facts: RoundFacts) -> list[Reason]:
    """Everything that is missing before the round may be approved, each with the place where it is mended."""
    found = reasons_against_dates(facts.dates)
    for value, name, text in (
        (facts.dates.field_from, "field_from", N_("还没填进驻日期。")),
        (facts.dates.field_to, "field_to", N_("还没填撤点日期。")),
        (facts.dates.authority_to, "authority_to", N_("还没填授权截止日。")),
        (facts.scheme.strip(), "scheme", N_("还没写工作方案。")),
    ):
        if not value:
            found.append(reason(text, field=name, mend="#dates"))
    found += _reasons_against_sample(facts.scheme)
    if not facts.units:
        found.append(reason("本轮还没有巡察对象。", mend="#units"))
    if not facts.teams:
        found.append(reason("本轮还没有巡察组。", mend="#teams"))
    for unit in facts.units:
        found += _reasons_against_unit(unit)
    for team in facts.teams:
        found += _reasons_against_team(team)
    found += reasons_without_auditor(facts.auditors, Demand.BLOCK, facts.without_auditor)
    return found + reasons_against_linkage(facts.linkage, facts.partners)


def _reasons_against_sample(scheme: str) -> list[Reason]:
    """What the sample asks to be written is written: no remark of it is left."""
    return [
        reason(
            "工作方案「{part}」里还是样稿的提示「{remark}」，请换成本轮的内容。",
            field="scheme",
            mend="#scheme",
            part=above or remark,
            remark=remark,
        )
        for above, remark in placeholders(scheme)
    ]


def _reasons_against_unit(unit: UnitFacts) -> list[Reason]:
    found = []
    if not unit.has_team:
        found.append(reason("「{unit}」还没有分给巡察组。", mend="#units", unit=unit.name))
    found += [
        reason("「{unit}」同期已列入「{other}」，驻点时间重叠。", mend="#units", unit=unit.name, other=other)
        for other in unit.busy
    ]
    return found


def _reasons_against_team(team: TeamFacts) -> list[Reason]:
    mend = f"#team-{team.pk}"
    positions = [m.position for m in team.members]
    found = []
    if not team.units:
        found.append(reason("{team}还没有巡察对象。", mend=mend, team=team.name))
    if positions.count(Role.TEAM_LEADER) != 1:
        found.append(reason("{team}要有 1 名组长。", mend=mend, team=team.name))
    if Role.DEPUTY_LEADER not in positions:
        found.append(reason("{team}还没有副组长。", mend=mend, team=team.name))
    if Role.TEAM_LIAISON not in positions:
        found.append(reason("{team}还没有联络员。", mend=mend, team=team.name))
    if len(team.members) < MIN_MEMBERS:
        found.append(
            reason(
                "{team}只有 {n} 人，至少要 {least} 人。", mend=mend, team=team.name, n=len(positions), least=MIN_MEMBERS
            )
        )
    for member in team.members:
        if not member.has_account:
            found.append(
                reason("{team}的{name}还没有开通账号。", mend=mend, team=team.name, name=member.name),
            )
        if member.tied_to_all:
            found.append(
                reason(
                    "{name}与{team}的全部巡察对象都有回避关系，请更换。", mend=mend, team=team.name, name=member.name
                )
            )
        found += [
            reason("{name}同期已在「{other}」任职，驻点时间重叠。", mend=mend, name=member.name, other=other)
            for other in member.busy
        ]
    return found


def hints_before_submit(facts: RoundFacts) -> list[Reason]:
    """What deserves a second look but does not block."""
    found = [
        reason("「{unit}」不在现行规划里，请确认是否先调整规划。", mend="#units", unit=unit.name)
        for unit in facts.units
        if not unit.in_plan
    ]
    found += reasons_without_auditor(facts.auditors, Demand.HINT, facts.without_auditor)
    return found + hints_about_linkage(facts.linkage, facts.partners)


def reasons_not_to_approve(*, approver_submitted: bool) -> list[Reason]:
    """Nobody approves what they handed in themselves."""
    return [reason("方案是您提交的，要由另一人批准。")] if approver_submitted else []


def reasons_not_to_authorise(facts: RoundFacts, today: date) -> list[Reason]:
    """Everything that blocks submitting, asked again on the day, and an authority that would already be over."""
    found = reasons_not_to_submit(facts)
    found += reasons_against_members(facts.pending)
    if facts.dates.authority_to and facts.dates.authority_to < today:
        found.append(reason("授权截止日已过，请先退回修改日期。", field="authority_to", mend="#dates"))
    return found


def reasons_against_day(
    *, day: date, today: date, authority_to: date | None, entered: date | None = None
) -> list[Reason]:
    """Entry and withdrawal are noted when they have happened, in order, and while the authority lasts."""
    found = []
    if day > today:
        found.append(reason("日期不能晚于今天。", field="on", mend="#id_on"))
    if authority_to and day > authority_to:
        found.append(reason("授权已于 {day} 到期，请重新报批。", "on", "#dates", day=f"{authority_to:%Y-%m-%d}"))
    if entered and day < entered:
        found.append(reason("撤点日期要不早于进驻日期 {day}。", "on", "#id_on", day=f"{entered:%Y-%m-%d}"))
    return found


def reasons_not_to_extend(
    *, state: RoundState, until: date, now_until: date | None, today: date, reason_given: str
) -> list[Reason]:
    """Authority is extended, with a reason, only while it lasts; shortening it is closing the round."""
    found = []
    if state not in STAFFED:
        found.append(reason("只有已授权、未结束的轮次才能延长授权。", mend="#steps"))
    if now_until and until <= now_until:
        found.append(reason("新的截止日要晚于现在的 {day}。", "until", "#id_until", day=f"{now_until:%Y-%m-%d}"))
    if until < today:
        found.append(reason("新的截止日要不早于今天。", "until", "#id_until"))
    if not reason_given.strip():
        found.append(reason("请写明延长授权的理由。", "reason", "#id_reason"))
    return found
