"""When a text may be handed in, approved, noted as published, and ended. (domain §5.8; feature C16)"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, missing, not_yet, too_long
from xuncha.core.text import N_, say
from xuncha.disclosure.rules.drafting import passed_in
from xuncha.disclosure.rules.grounds import BOTH, GROUNDS, OMITTED, PUBLIC
from xuncha.disclosure.rules.redaction import KIND_LABEL, Place

TITLE_LENGTH, FRAME_LENGTH, CONTACT_LENGTH = 100, 4000, 300
HEADING_LENGTH, TEXT_LENGTH, WHY_LENGTH = 120, 5000, 300
PLACE_LENGTH, REASON_LENGTH = 300, 500
COMMENT_LENGTH, ANSWER_LENGTH, WAY_LENGTH = 2000, 2000, 40
DAYS = range(1, 366)
INSIDE, OPENLY = "inside", "public"
CHANNELS = (INSIDE, OPENLY)


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """One item's section. `omitted` says of which text it is left out; `accepted` what the office found of that."""

    number: int
    text: str
    omitted: str = ""
    accepted: bool | None = None

    @property
    def anchor(self) -> str:
        """Where it is on the page."""
        return f"#section-{self.number}"


def reasons_against_omission(omitted: str, ground: str, why: str) -> list[Reason]:
    """What is left out has one of the grounds and an explanation; what must not leave the few is told to nobody."""
    if not omitted:
        return []
    reasons = [] if omitted in OMITTED else [reason("请从列出的范围里选。", field="omitted")]
    known = GROUNDS.get(ground)
    if known is None:
        reasons.append(reason("不公开要选一条依据。", field="ground"))
    elif not known.inside and omitted == PUBLIC:
        reasons.append(
            reason("“{ground}”党内也不通报，范围请选“{both}”。", field="omitted", ground=say(known.label),
                   both=say(OMITTED[BOTH]))
        )  # fmt: skip
    return reasons + against(why, WHY_LENGTH, N_("不公开的理由"), "why")


def reasons_against_section(heading: str, text: str, *, omitted: str) -> list[Reason]:
    """A section says which problem it is about and, where anybody reads it, what was done."""
    reasons = against(heading, HEADING_LENGTH, N_("小标题"), "heading") + too_long(
        text, TEXT_LENGTH, N_("整改情况"), "text"
    )
    return reasons if omitted == BOTH else reasons + missing(text, N_("整改情况"), "text")


@dataclass(frozen=True, slots=True)
class SubmitFacts:
    """A text as it is handed in. `numbers` are those of people that stand in it; `first`: it tells of everything."""

    title: str
    opening: str
    leading: str
    contact: str
    sections: Sequence[SectionFacts]
    numbers: Sequence[Place] = ()
    first: bool = True
    today: date = date.min


def reasons_not_to_submit(facts: SubmitFacts) -> list[Reason]:
    """Everything is written, nothing is promised for a day gone by, and no number of a person stands in it."""
    frame = [(facts.title, N_("标题")), (facts.opening, N_("开头")), (facts.contact, N_("联系方式"))]
    if facts.first:
        frame.append((facts.leading, N_("党组织和主要负责人组织落实情况")))
    reasons = [reason("还没有写{what}。", mend="#frame", what=say(what)) for text, what in frame if not text.strip()]
    empty = [one for one in facts.sections if one.omitted != BOTH and not one.text.strip()]
    reasons += [reason("第 {n} 项还没有写整改情况。", mend=one.anchor, n=one.number) for one in empty]
    told = [(one, passed_in(one.text, facts.today)) for one in facts.sections if one.omitted != BOTH]
    reasons += [
        reason(
            "第 {n} 项写的“{day}前完成”，这一天已经过了，请照现在的情况改写。", mend=one.anchor, n=one.number, day=day
        )
        for one, day in told
        if day
    ]
    if all(one.omitted for one in facts.sections):
        reasons.append(reason("没有一项向社会公开，请至少公开一项。"))
    reasons += [
        reason("{part}里有{kind}“{words}”，公开前请删去。", mend=place.anchor, part=say(place.part),
               kind=say(KIND_LABEL[place.kind]), words=place.words)
        for place in facts.numbers
    ]  # fmt: skip
    return reasons


def reasons_not_to_approve(sections: Sequence[SectionFacts], *, own: bool) -> list[Reason]:
    """Somebody else than who handed it in, after each omission was found to be right."""
    reasons = [reason("这是您报送的，要由另一个人审核。")] if own else []
    left_out = [one for one in sections if one.omitted]
    open_ = [one for one in left_out if one.accepted is None]
    refused = [one for one in left_out if one.accepted is False]
    reasons += [reason("第 {n} 项不公开，还没有审定。", mend=one.anchor, n=one.number) for one in open_]
    reasons += [reason("第 {n} 项不同意不公开，请退回修改。", mend=one.anchor, n=one.number) for one in refused]
    return reasons


def reasons_not_to_judge(*, omitted: bool, accepted: bool, note: str) -> list[Reason]:
    """There is something to judge, and who refuses says why."""
    if not omitted:
        return [reason("这一项是公开的，不用审定。")]
    reasons = too_long(note, WHY_LENGTH, N_("审定意见"), "note")
    return reasons if accepted else reasons + missing(note, N_("不同意的理由"), "note")


def reasons_not_to_return(*, published: bool) -> list[Reason]:
    """Not what somebody has read already."""
    return [reason("已经登记了公开凭证，不能再退回。")] if published else []


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """One publication as the unit notes it. `known`: the channels that are noted already."""

    channel: str
    on: date
    place: str
    days: int | None
    today: date
    approved_on: date
    known: Collection[str] = ()


def reasons_not_to_publish(facts: PublicationFacts) -> list[Reason]:
    """Once by each channel, after it was approved, with where; to the public for a number of days."""
    reasons = [] if facts.channel in CHANNELS else [reason("请选党内通报或者向社会公开。", field="channel")]
    if facts.channel in facts.known:
        reasons.append(reason("这个渠道已经登记过。", field="channel"))
    what = N_("通报范围") if facts.channel == INSIDE else N_("网址或者媒体")
    reasons += against(facts.place, PLACE_LENGTH, what, "place")
    reasons += not_yet(facts.on, facts.today, N_("公开日期"), "on")
    if facts.on < facts.approved_on:
        reasons.append(reason("审核通过是 {day}，公开不能早于这一天。", field="on", day=facts.approved_on.isoformat()))
    if facts.channel == OPENLY and facts.days not in DAYS:
        reasons.append(reason("请写公开几天，1 到 365 天。", field="days"))
    return reasons


def last_day(on: date, days: int | None) -> date:
    """The last day of a publication, its first day counted."""
    return on + timedelta(days=(days or 1) - 1)


def reasons_not_to_comment(way: str, text: str, on: date, *, today: date, since: date) -> list[Reason]:
    """What came in says something, by some way, after the publication."""
    reasons = against(way, WAY_LENGTH, N_("来自"), "way") + against(text, COMMENT_LENGTH, N_("意见内容"), "text")
    reasons += not_yet(on, today, N_("收到日期"), "on")
    if on < since:
        reasons.append(reason("{day} 才公开，收到意见不能更早。", field="on", day=since.isoformat()))
    return reasons


def reasons_not_to_end(*, until: date, today: date, unanswered: int) -> list[Reason]:
    """The days of publication are over and everybody who said something has an answer."""
    reasons = []
    if today <= until:
        reasons.append(reason("公开到 {day} 为止，期满才能办结。", day=until.isoformat()))
    if unanswered:
        reasons.append(reason("还有 {n} 条意见没有答复。", mend="#comments", n=unanswered))
    return reasons
