"""
When a mailbox may open, when a petition may be registered, passed on, concluded. (domain §8.1)

Facts in, reasons out.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.legible import without_unseen

KEEPERS = 2
"""How many people at least must be able to open what comes in: nobody handles a petition alone."""
SHORTEST = 5
"""Characters of a tip that could say anything."""
COVER = "██"
"""Stands for every passage that was taken out, however long it was."""
NUMBERS = re.compile(r"(?<!\d)(?:\d[\s-]?){6,17}[\dXx](?!\d)")
"""Telephone and identity numbers, also with gaps."""
GAPS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class MailboxFacts:
    """`keepers` are chosen recipients, `keyless` those of them without a passphrase; `arranged`: the entry is."""

    keepers: Collection[str]
    keyless: Collection[str]
    arranged: bool
    already: bool


def reasons_not_to_open(facts: MailboxFacts) -> list[Reason]:
    """Two keepers with keys, and an entry that says from when until when (domain §3.3, D23)."""
    reasons = []
    if facts.already:
        reasons.append(reason("这个单位的信箱已经开通。"))
    if not facts.arranged:
        reasons.append(reason("先在“进驻安排”里写明渠道和起止日期。"))
    if len(facts.keepers) < KEEPERS:
        reasons.append(reason("至少指定 {n} 名接收人。", field="keepers", n=KEEPERS))
    if facts.keyless:
        names = sorted(facts.keyless)
        reasons.append(reason("{names}还没有设置保密口令，请本人先到“个人设置”里设置。", field="keepers", names=names))
    return reasons


def reasons_not_to_receive(*, opens_on: date, closes_on: date, today: date) -> list[Reason]:
    """The box takes in from its first day to its last, both included."""
    if today < opens_on:
        return [reason("信箱还没有开通，{day}起受理。", day=opens_on)]
    if today > closes_on:
        return [reason("这一轮来信来访受理已经截止。请向当地纪检监察机关（电话 12388）或者信访部门反映。")]
    return []


def reasons_not_to_drop(text: str) -> list[Reason]:
    """A tip says something."""
    if len(text.strip()) < SHORTEST:
        return [reason("请写下发生了什么：时间、地点、经过。", field="text")]
    return []


def reasons_not_to_register(*, text: str, received_on: date, today: date, named: bool, name: str) -> list[Reason]:
    """What the register asks of a letter, a visit, a call."""
    reasons = []
    if not text.strip():
        reasons.append(reason("请写明反映的内容。", field="text"))
    if received_on > today:
        reasons.append(reason("收到日期不能晚于今天。", field="received_on"))
    if named and not name.strip():
        reasons.append(reason("实名件请登记反映人姓名；不知道姓名的按匿名登记。", field="name"))
    if not named and name.strip():
        reasons.append(reason("匿名件不登记姓名；知道姓名的请选实名。", field="name"))
    return reasons


def reasons_not_to_join(*, same: bool, other_joined: bool, same_inspection: bool) -> list[Reason]:
    """A duplicate joins an earlier petition of the same inspection that stands by itself."""
    if same:
        return [reason("不能并入自己。", field="into")]
    if not same_inspection:
        return [reason("只能并入同一单位、同一轮次的信访件。", field="into")]
    if other_joined:
        return [reason("那一件本身已并入他件，请选它并入的那一件。", field="into")]
    return []


def reasons_not_to_conclude(*, own: bool) -> list[Reason]:
    """Whoever proposed a conclusion does not decide on it."""
    return [reason("结论是您提出的，请由另一位有权的人审定。")] if own else []


def reasons_not_to_find_malicious(determined_by: str) -> list[Reason]:
    """Malice is not for a team to find: a competent body determined it (domain §8.1, Art. 39)."""
    if determined_by.strip():
        return []
    return [reason("诬告须由有权机关认定，请写明认定机关和文号；仅与事实不符的请选“失实”。", field="determined_by")]


def passages_to_remove(text: str, known: Collection[str]) -> list[str]:
    """What the product itself proposes to take out: what is known of the petitioner, telephone and identity numbers."""
    text = without_unseen(text)
    found = [part for part in known if part and part in text]
    return list(dict.fromkeys([*found, *(match.group() for match in NUMBERS.finditer(text))]))


def redacted(text: str, passages: Collection[str]) -> str:
    """The text without the passages and what nobody sees; the longest go first, so that none of them leaves a rest."""
    text = without_unseen(text)
    for passage in sorted({one.strip() for one in passages} - {""}, key=len, reverse=True):
        text = text.replace(passage, COVER)
    return text


def reasons_not_to_pass_on(text: str, *, known: Collection[str], missed: Collection[str]) -> list[Reason]:
    """What is passed on names nobody who petitions, not even with gaps, and every marked passage was found."""
    bare = GAPS.sub("", without_unseen(text)).casefold()
    reasons = []
    if missed:
        reasons.append(reason("原文里没有找到“{passages}”，请照原文填写。", field="removed", passages=list(missed)))
    if any(part and GAPS.sub("", part).casefold() in bare for part in known):
        reasons.append(reason("隐去后的内容里还能看出反映人的姓名、电话或住址，请一并隐去。", field="removed"))
    if NUMBERS.search(text):
        reasons.append(reason("隐去后的内容里还有电话或证件号码，请一并隐去。", field="removed"))
    return reasons


def reasons_not_to_note_receipt(*, received_on: date, routed_on: date, today: date) -> list[Reason]:
    """A receipt or a reply comes after the petition went out and not in the future."""
    if not routed_on <= received_on <= today:
        return [reason("日期应在转出之后、今天之前。", field="received_on")]
    return []


def reasons_not_to_note_informed(*, named: bool, on: date, received_on: date, today: date, done: bool) -> list[Reason]:
    """Who gave a name is told, once at each stage, on a day that has been."""
    if not named:
        return [reason("匿名件没有登记反映人，不用告知。")]
    if done:
        return [reason("已经登记过告知日期。")]
    return [] if received_on <= on <= today else [reason("告知日期应在收到之后、今天之前。", field="on")]


def reasons_not_to_clear(*, clarification: str, mistaken: bool) -> list[Reason]:
    """Only who was wrongly accused is cleared (domain §8.1, Art. 50)."""
    if clarification and not mistaken:
        return [reason("只有失实或者诬告的才需要澄清。", field="clarification")]
    return []


def reasons_not_to_note_cleared(*, decided: bool, done: bool) -> list[Reason]:
    """What was decided together with the conclusion is carried out once."""
    if not decided:
        return [reason("这一件没有审定需要澄清。")]
    return [reason("已经登记过澄清日期。")] if done else []


def reasons_not_to_ask(*, why: str, has_key: bool, nothing_there: bool) -> list[Reason]:
    """Who asks to read what is sealed says why, and has a key to which it can be sealed."""
    reasons = []
    if not why.strip():
        reasons.append(reason("请写明为什么必须查阅。", field="reason"))
    if not has_key:
        reasons.append(reason("请先到“个人设置”里设置保密口令，再来申请。"))
    if nothing_there:
        reasons.append(reason("这是匿名件，没有登记反映人。", field="part"))
    return reasons


def reasons_not_to_open_for(*, own: bool) -> list[Reason]:
    """Nobody opens what they asked for themselves."""
    return [reason("申请是您提出的，请由另一位接收人打开。")] if own else []
