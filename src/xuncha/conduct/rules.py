"""What a comment, a piece of guidance, a register's line must say. Facts in, every reason out. (B13, A19, D04)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.parameters import Demand
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_


def reasons_not_to_comment(*, quote: str, field: str, texts: Mapping[str, str]) -> list[Reason]:
    """
    A comment is tied to a place: a field of the text, and words that stand in it.

    `texts` are the fields that may be commented on, by their code.
    """
    if field not in texts:
        return [reason("请选意见针对哪一部分。", field="place", mend="#id_place")]
    if quote.strip() and quote.strip() not in texts[field]:
        return [reason("所选部分里没有这句话，请原样摘录，或者留空针对整段。", field="quote", mend="#id_quote")]
    return []


@dataclass(frozen=True, slots=True)
class GuidanceFacts:
    """Guidance on its way to the team. `hearing`: the team reported to the office, so minutes say what it told."""

    on: date
    today: date
    content: str
    demands: str
    due_on: date | None
    hearing: bool


def reasons_not_to_issue(facts: GuidanceFacts) -> list[Reason]:
    """It was held, says what was found or heard, and by when what it asks is done."""
    found = []
    if facts.on > facts.today:
        found.append(reason("日期晚于今天，开过、督导过以后再印发。", field="on", mend="#id_on"))
    if not facts.content.strip():
        told = N_("会议记录还没有写。") if facts.hearing else N_("情况还没有写。")
        found.append(reason(told, field="content", mend="#id_content"))
    if facts.demands.strip() and facts.due_on is None:
        found.append(reason("提了要求，就要写到哪天落实。", field="due_on", mend="#id_due_on"))
    if facts.due_on and facts.due_on < facts.on:
        found.append(reason("落实期限要不早于日期 {day}。", field="due_on", mend="#id_due_on", day=f"{facts.on}"))
    return found


def reasons_not_to_answer(reply: str) -> list[Reason]:
    """The team says what it did about it."""
    return [] if reply.strip() else [reason("请写明怎么落实的。", field="reply", mend="#id_reply")]


def reasons_not_to_register(*, on: date, today: date, people: int) -> list[Reason]:
    """What is registered has happened, and somebody was there."""
    found = []
    if on > today:
        found.append(reason("日期不能晚于今天，开过以后再登记。", field="on"))
    if not people:
        found.append(reason("至少选一名参加的人。", field="members"))
    return found


def reasons_not_to_give_back(*, on: date, issued_on: date, today: date, returned: bool) -> list[Reason]:
    """A device comes back once, after it went out."""
    found = []
    if returned:
        found.append(reason("这台设备已经收回。"))
    if on > today:
        found.append(reason("收回日期不能晚于今天。", field="on"))
    if on < issued_on:
        found.append(reason("收回日期要不早于配发日期 {day}。", field="on", day=f"{issued_on}"))
    return found


def reasons_not_to_issue_device(*, on: date, today: date, out: bool) -> list[Reason]:
    """A device is with one person at a time."""
    found = []
    if on > today:
        found.append(reason("配发日期不能晚于今天。", field="on"))
    if out:
        found.append(reason("这个编号的设备还在别人手里，先登记收回。", field="number"))
    return found


PLEDGE_DEMAND = Demand.HINT
"""What is asked of pledges where the office has laid nothing down."""


def pledge_demand_of(value: object) -> Demand:
    """What the office asks for by its dated parameter `conduct.pledge`."""
    return Demand(value) if isinstance(value, str) and value in set(Demand) else PLEDGE_DEMAND


def reasons_not_to_pledge(*, member: bool, there: bool) -> list[Reason]:
    """A member of the team signs once."""
    if not member:
        return [reason("只有本组成员签承诺。")]
    return [reason("这份承诺已经签过。")] if there else []


FIELD_WORK = frozenset(
    {
        *(P.PAPER_WRITE, P.TALK_WRITE, P.TALK_RECORD_WRITE, P.MATERIAL_WRITE, P.VISIT_WRITE),
        *(P.PETITION_WRITE, P.PETITION_RUN, P.SURVEY_WRITE),
    }
)
"""What a member does about a case: papers, talks, documents, visits, petitions, squads, questionnaires, cards."""


def reasons_without_pledges(demand: Demand, missing: Mapping[str, str]) -> list[Reason]:
    """
    Where pledges are demanded, who lacks one writes nothing of the case. (domain §8.6)

    `missing`: what each missing pledge is called, and the address where it is signed.
    """
    if demand is not Demand.BLOCK:
        return []
    return [
        reason("请先签{pledge}，再写底稿，办理谈话、调阅、走访、信访和小分队。", mend=address, pledge=name)
        for name, address in missing.items()
    ]


def reasons_not_to_report_approach(*, on: date, today: date, who: str, about: str, answer: str) -> list[Reason]:
    """Who asked about what, when, and how it was answered: all four are told."""
    found = []
    if on > today:
        found.append(reason("日期不能晚于今天。", field="on"))
    said = (("who", who, N_("写明是谁。")), ("about", about, N_("写明打听、说情的是什么事。")))
    for field, text, why in (*said, ("answer", answer, N_("写明当时怎么答复的。"))):
        if not text.strip():
            found.append(reason(why, field=field))
    return found


def reasons_not_to_report_breach(*, on: date, today: date, in_team: bool) -> list[Reason]:
    """A breach is that of a member of the team that inspects the unit."""
    found = []
    if on > today:
        found.append(reason("发现日期不能晚于今天。", field="on"))
    if not in_team:
        found.append(reason("请选这次巡察的巡察组成员。", field="member"))
    return found


def reasons_not_to_decide(*, reporter: bool, concerned: bool) -> list[Reason]:
    """Who reported it or whom it is about does not decide."""
    if reporter:
        return [reason("由您上报，要由另一个人认定。")]
    return [reason("事情涉及您本人，要由另一个人认定。")] if concerned else []


CODE: Sequence[str] = (
    N_("不准干预被巡察单位的正常工作和个案处理。"),
    N_("不准接受被巡察单位和有关人员的宴请、礼品、礼金和消费卡。"),
    N_("不准接受旅游、健身、娱乐等活动安排。"),
    N_("不准在被巡察单位报销应由个人支付的费用。"),
    N_("不准利用巡察工作之便为本人、亲友谋取私利。"),
    N_("不准私自会见被巡察单位的领导干部及其亲友。"),
    N_("不准泄露巡察工作情况和反映人信息。"),
    N_("不准携带涉密资料、设备出入公共场所，不准用个人设备处理巡察资料。"),
    N_("不准隐瞒、歪曲、捏造事实，不准隐匿、销毁巡察资料。"),
    N_("不准擅自离岗、擅自表态，不准打听与本人无关的巡察事项。"),
)
"""The ten don'ts (十不准) as they are shown and accepted. (domain §8.6)"""
SECRECY: Sequence[str] = (
    N_("不对无关人员谈论、不外传巡察掌握的情况、材料和线索。"),
    N_("资料只存放在配发的设备和指定地点，离开时上锁，用后清退。"),
    N_("不以任何方式探查、透露反映人的身份。"),
    N_("离开巡察组后继续保守工作秘密；违反的，愿意承担责任。"),
)
"""What a member promises before they are let in. (domain §8.6)"""
