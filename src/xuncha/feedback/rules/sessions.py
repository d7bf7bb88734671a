"""The feedback meeting: to the principal first, then to the leadership team. (domain §1.2 双反馈, §3.2 step 5)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, too_long
from xuncha.core.text import N_
from xuncha.feedback.rules.wording import TEXT, TITLE
from xuncha.feedback.workflow import SessionState

NAME = 40
POST = 60
TALK = 2_000


def reasons_not_to_change_session(state: SessionState) -> list[Reason]:
    """What was held or cancelled stands."""
    return [] if state is SessionState.PLANNED else [reason("反馈会已经召开或者取消，不能再改。")]


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """An opinion on the list of a feedback meeting."""

    unit: str
    of_the_round: bool = True
    elsewhere: bool = False  # on the list of another meeting
    fed_back: bool = False
    approved: bool = True
    approved_on: date | None = None
    principal_there: bool = True
    heard: bool = True  # a meeting heard its report by the day of feedback
    in_field: bool = False  # the team has not come out of the unit
    withdrawn_on: date | None = None


def reasons_against_session(
    title: str, principal_on: date | None, on: date, opinions: list[OpinionFacts]
) -> list[Reason]:
    """A title, the principal first, and at least one opinion of the round that is on no other list."""
    reasons = against(title, TITLE, N_("反馈会名称"), "title") + _in_order(principal_on, on)
    if not opinions:
        reasons.append(reason("至少选一家单位的反馈意见。", field="opinions"))
    for opinion in opinions:
        if not opinion.of_the_round:
            reasons.append(reason("{unit} 不是这一轮的单位。", field="opinions", unit=opinion.unit))
        elif opinion.fed_back:
            reasons.append(reason("{unit} 已经反馈过，不能反馈两次。", field="opinions", unit=opinion.unit))
        elif opinion.elsewhere:
            reasons.append(reason("{unit} 已列入另一场反馈会。", field="opinions", unit=opinion.unit))
    return reasons


def _in_order(principal_on: date | None, on: date) -> list[Reason]:
    if principal_on is not None and principal_on > on:
        return [reason("先向主要负责人反馈，再向领导班子反馈：这个日期不能晚于反馈会。", field="principal_on")]
    return []


def reasons_against_guest(name: str, post: str, *, twice: bool) -> list[Reason]:
    """Somebody on the list has a name, once."""
    reasons = against(name, NAME, N_("姓名"), "people")
    reasons += too_long(post, POST, N_("职务"), "people")
    if twice:
        reasons.append(reason("{name} 已在名单里。", field="people", name=name))
    return reasons


def reasons_against_talk(
    *, with_name: str, by_name: str, note: str, on: date, today: date, of_session: bool
) -> list[Reason]:
    """A talk: with whom of a unit of this meeting, by whom, when."""
    reasons = against(with_name, NAME, N_("谈话对象"), "with_name")
    reasons += against(by_name, POST, N_("谈话人"), "by_name")
    reasons += too_long(note, TALK, N_("谈话要点"), "note")
    if on > today:
        reasons.append(reason("谈话日期不能晚于今天。", field="on"))
    if not of_session:
        reasons.append(reason("这家单位不在这场反馈会里。", field="organisation"))
    return reasons


def _in_the_field(opinion: OpinionFacts, facts: "HoldFacts") -> list[Reason]:
    """Withdrawn first, then reported, heard and fed back: never from the field, to neither of both."""
    if opinion.in_field:
        return [
            reason(
                "{unit} 还在驻点，撤点以后才反馈。请先打开这家单位，点「登记撤点」。",
                mend="rounds:inspections",
                unit=opinion.unit,
            )
        ]
    day = opinion.withdrawn_on
    if day is None:
        return []
    return [
        reason("{unit} {day} 才撤点，不能早于这一天反馈。", field=field, unit=opinion.unit, day=day.isoformat())
        for field in facts.earlier_than(day)
    ]


def _before_approval(opinion: OpinionFacts, facts: "HoldFacts") -> list[Reason]:
    """What is fed back was approved by then, to the principal too."""
    if opinion.approved_on is None:
        return []
    day = opinion.approved_on.isoformat()
    return [
        reason("{unit} 的反馈意见 {day} 才审定，不能早于这一天反馈。", field=field, unit=opinion.unit, day=day)
        for field in facts.earlier_than(opinion.approved_on)
    ]


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """A feedback meeting as it was held."""

    principal_on: date | None
    on: date
    today: date
    opinions: list[OpinionFacts]
    leader_there: bool
    note: str = ""

    def earlier_than(self, day: date) -> list[str]:
        """The days of feedback, by field, that lie before this one."""
        days = {"principal_on": self.principal_on, "on": self.on}
        return [field for field, told in days.items() if told is not None and told < day]


def reasons_not_to_hold(facts: HoldFacts) -> list[Reason]:
    """
    Fed back to both, in order, by today; every report heard, every opinion approved by then; all there.

    What counts is each unit's own withdrawal and its own report, signed and heard: other units of the round may
    still be inspected.
    (domain §3.2 steps 4 and 5)
    """
    reasons = _in_order(facts.principal_on, facts.on)
    reasons += too_long(facts.note, TEXT, N_("表态发言"), "note")
    if facts.principal_on is None:
        reasons.append(reason("请填向主要负责人反馈的日期。", field="principal_on"))
    if facts.on > facts.today:
        reasons.append(reason("反馈会日期 {day} 还没有到。", field="on", day=facts.on.isoformat()))
    if not facts.opinions:
        reasons.append(reason("还没有列入反馈意见。", mend="#opinions"))
    for opinion in facts.opinions:
        reasons += _in_the_field(opinion, facts)
        if not opinion.heard:
            reasons.append(
                reason(
                    "{unit} 签发的巡察报告还没有会议听取过，请先在「会议」里列入议题、登记召开，再反馈。",
                    mend="feedback:meetings",
                    unit=opinion.unit,
                )
            )
        if not opinion.approved:
            reasons.append(reason("{unit} 的反馈意见还没有审定。", mend="#opinions", unit=opinion.unit))
        reasons += _before_approval(opinion, facts)
        if not opinion.principal_there:
            reasons.append(reason("{unit} 的主要负责人没有到会登记。", mend="#attendance", unit=opinion.unit))
    if not facts.leader_there:
        reasons.append(reason("没有领导小组或者党委、政府领导到会登记。", mend="#attendance"))
    return reasons
