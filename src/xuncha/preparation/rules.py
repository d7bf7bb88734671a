"""When a letter may be sent, answered and given back, and when an audit report makes sense. Facts in, reasons out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.core.errors import Reason, reason
from xuncha.core.likeness import bigrams
from xuncha.core.text import N_
from xuncha.rounds.workflow import RoundState

OVER = frozenset({RoundState.CLOSED, RoundState.CANCELLED})
TEMPLATES: dict[str, str] = {
    "discipline": (
        "近五年涉及下列单位领导班子及其成员的信访举报、问题线索处置、立案审查和处分情况；专项监督检查发现的问题。"
    ),
    "petitions": "近五年反映下列单位的来信来访总体情况、集中反映的问题和办理结果。",
    "organisation": "下列单位领导班子和领导干部考核、选人用人专项检查、个人有关事项报告核查的情况及发现的问题。",
    "finance": "近五年下列单位预算执行、决算批复、专项资金和财政监督检查发现的问题及整改情况。",
    "audit": "近五年对下列单位开展的任中、离任经济责任审计和预算执行审计的报告、发现的主要问题及整改情况。",
    "police": "近五年下列单位工作人员受到治安、刑事处理的情况。",
    "court": "近五年下列单位作为当事人的诉讼、执行案件和司法建议情况。",
    "other": "贵单位在履行职责中掌握的下列单位有关情况和问题。",
}
"""What each department is asked for; a letter begins with these words and may be changed before it is sent."""


def reasons_not_to_draft(*, round_state: RoundState, chosen: int) -> list[Reason]:
    """Letters belong to a round that is still going, to at least one department."""
    found = []
    if round_state in OVER:
        found.append(reason("本轮已经结束，不再发函。"))
    if not chosen:
        found.append(reason("请至少选一个部门。", "departments"))
    return found


@dataclass(frozen=True, slots=True)
class SendingFacts:
    """A letter on its way out."""

    addressee: str
    content: str
    units: int  # how many organisations the round inspects
    on: date
    today: date


def reasons_not_to_send(facts: SendingFacts) -> list[Reason]:
    """A letter says to whom it goes, what is asked and about whom."""
    found = []
    if not facts.addressee.strip():
        found.append(reason("还没写收函单位。", "addressee"))
    if not facts.content.strip():
        found.append(reason("还没写需要提供的材料。", "content"))
    if not facts.units:
        found.append(reason("本轮还没有巡察对象，函里没有可问的单位。"))
    if facts.on > facts.today:
        found.append(reason("发函日期不能晚于今天。", "on", "#id_on"))
    return found


def reasons_not_to_receive(
    *, on: date, sent_on: date | None, today: date, missing: str, complete: bool
) -> list[Reason]:
    """What came in is dated between the letter and today; what is not complete says what is missing."""
    found = []
    if on > today:
        found.append(reason("收到日期不能晚于今天。", "on", "#id_on"))
    if sent_on and on < sent_on:
        found.append(reason("收到日期要不早于发函日期 {day}。", "on", "#id_on", day=f"{sent_on}"))
    if not complete and not missing.strip():
        found.append(reason("材料不全的，写明还缺什么。", "missing", "#id_missing"))
    if complete and missing.strip():
        found.append(reason("写了还缺的材料，就不算齐全。", "complete", "#id_complete"))
    return found


def reasons_not_to_dispose(*, on: date, received_on: date | None, today: date) -> list[Reason]:
    """What was received is given back or destroyed afterwards, and not in the future."""
    found = []
    if on > today:
        found.append(reason("退还或销毁的日期不能晚于今天。", "on", "#id_on"))
    if received_on and on < received_on:
        found.append(reason("要不早于收到日期 {day}。", "on", "#id_on", day=f"{received_on}"))
    return found


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """An audit report that somebody wants to file for an inspection."""

    period_from: date
    period_to: date
    issued_on: date
    today: date
    round_state: RoundState


def reasons_against_audit(facts: AuditFacts) -> list[Reason]:
    """The audited period ends before the report is issued, and the report is issued by today."""
    found = []
    if facts.period_to < facts.period_from:
        found.append(reason("审计期间的止日要不早于起日。", "period_to", "#id_period_to"))
    if facts.issued_on < facts.period_to:
        found.append(reason("报告日期要不早于审计期间的止日。", "issued_on", "#id_issued_on"))
    if facts.issued_on > facts.today:
        found.append(reason("报告日期不能晚于今天。", "issued_on", "#id_issued_on"))
    if facts.round_state is RoundState.CANCELLED:
        found.append(reason("本轮已取消。"))
    return found


class Channels(StrEnum):
    """Whether the channels of a unit are open on a day."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


CHANNELS_LABEL: dict[Channels, str] = {
    Channels.AHEAD: N_("还没开通"),
    Channels.OPEN: N_("已开通"),
    Channels.CLOSED: N_("已关闭"),
}


def channels_on(day: date, opens_on: date, closes_on: date) -> Channels:
    """Open from the first day to the last, both included."""
    if day < opens_on:
        return Channels.AHEAD
    return Channels.OPEN if day <= closes_on else Channels.CLOSED


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """How somebody wants the team to enter a unit."""

    opens_on: date
    closes_on: date
    authority_to: date | None
    meeting_on: date | None
    attended: int | None
    reachable: bool  # by telephone, letter, box, mail or address
    today: date
    round_state: RoundState


def reasons_against_entry(facts: EntryFacts) -> list[Reason]:
    """Channels have a first and a last day within the authority; a meeting is counted when it has been held."""
    found = []
    if facts.round_state in OVER:
        found.append(reason("本轮已经结束，不能再改进驻安排。"))
    if facts.closes_on < facts.opens_on:
        found.append(reason("关闭日期要不早于开通日期。", "closes_on", "#id_closes_on"))
    if facts.authority_to and facts.closes_on > facts.authority_to:
        until = f"{facts.authority_to}"
        found.append(reason("渠道要在授权截止日 {day} 以前关闭。", "closes_on", "#id_closes_on", day=until))
    if not facts.reachable:
        found.append(reason("至少写一种联系渠道：电话、信箱、邮寄地址、邮箱或网址。", "phone", "#id_phone"))
    if facts.attended is not None and (facts.meeting_on is None or facts.meeting_on > facts.today):
        found.append(reason("动员会开过以后，才登记到会人数。", "attended", "#id_attended"))
    return found


def reasons_not_to_post(channels: Channels) -> list[Reason]:
    """A poster of channels that are closed leads people nowhere."""
    if channels is not Channels.CLOSED:
        return []
    return [reason("反映问题的渠道已经关闭，不再印海报；要延长先改关闭日期。")]


DUTY = re.compile(
    r"负责|承担|组织|拟订|制定|指导|监督|推进|落实|确保|应当|必须|不得|严禁|完成|建立|健全|加强|开展|督促|牵头|管理"
)
UNTIL = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|前|以前|之前)?|年底前?|\d{1,2}月(?:\d{1,2}日|底)前?"
    r"|[\d一二三四五六七八九十]+个?(?:工作日|日|天|月|年)(?:内|以内)|每(?:年|半年|季度|月|周)|[上下]半年"
)
AMOUNT = re.compile(
    r"\d[\d,.]*\s*(?:%|％|个百分点|[万亿]?元|[处座户人件项家次批辆套公里亩]|个(?!工作日|月|季度)|平方米|吨)"
)
LEADING = re.compile(r"^[\s（(]*(?:[一二三四五六七八九十]+|\d{1,2})[)）、.．]\s*")
SHORTEST, MOST = 8, 80
"""A sentence shorter than so many characters is a heading; of one text so many items are proposed at most."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence that binds the unit, and why it is proposed: the words of duty, of time and of quantity in it."""

    text: str
    words: tuple[str, ...]
    until: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()

    @property
    def check_points(self) -> str:
        """What to look at, one line each, from what the sentence says. Kept as it is proposed; people edit it."""
        lines = ["有没有研究部署，责任落实到谁。"]
        lines += [f"是否按期完成：{'、'.join(self.until)}。"] if self.until else []
        lines += [f"数字是否达到、口径是否属实：{'、'.join(self.amounts)}。"] if self.amounts else []
        return "\n".join([*lines, "实际做了什么，有什么佐证。"])


def duties_in(text: str) -> list[Duty]:
    """The sentences of an instruction that say what the unit has to do, in their order, each once. (feature A18)"""
    found: dict[str, Duty] = {}
    for part in re.split(r"[。；;\n]+", text):
        sentence = LEADING.sub("", part).strip()
        words = tuple(dict.fromkeys(DUTY.findall(sentence)))
        until, amounts = (tuple(dict.fromkeys(p.findall(sentence))) for p in (UNTIL, AMOUNT))
        if len(sentence) >= SHORTEST and (words or (until and amounts)):
            found.setdefault(sentence, Duty(sentence, words, until, amounts))
    return list(found.values())[:MOST]


def nearest_area(text: str, areas: Mapping[int, str]) -> int | None:
    """The area (id → its words) that shares most pairs of characters with the text; none below a handful."""
    mine = bigrams(text)
    best = max(areas, key=lambda pk: len(mine & bigrams(areas[pk])), default=None)
    return best if best is not None and len(mine & bigrams(areas[best])) >= NEAR else None


NEAR = 3


def reasons_not_to_take_up(*, kept: int, without_area: int) -> list[Reason]:
    """A confirmed item stands in an area; of the proposals at least one is confirmed."""
    if not kept:
        return [reason("至少勾选一条。", "rows")]
    return [reason("有 {n} 条还没有选所属方面。", "rows", n=without_area)] if without_area else []


def reasons_not_to_file_instruction(*, text: str, duties: int) -> list[Reason]:
    """There is something in it that the unit can be held to."""
    if not text.strip():
        return [reason("粘贴文字，或者上传 docx、txt 文件。", "text")]
    return [] if duties else [reason("没有找到写明职责、期限或数量的句子，请核对文字。", "text")]
