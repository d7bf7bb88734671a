"""When a clue may be registered, judged, decided on, handed over and concluded. Facts in, reasons out. (domain §8.6)"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason

OF_THE_TEAM = 2
"""Recipients in the team at least: the leader and a designated person."""
OF_THE_OFFICE = 1
"""Recipients in the office at least."""
RECIPIENTS = 2
"""People of a receiving body at least: who concludes does not report back."""
SMALL = 5
"""Counts below this, other than none, could point at persons: leading circles beyond the deciders see no number."""
NAME_LENGTH, POST_LENGTH, RANK_LENGTH = 40, 80, 40
_BETWEEN = re.compile(r"[，,、;；\t]")


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a clue is about."""

    name: str
    post: str = ""
    rank: str = ""


def persons_in(text: str) -> list[Named]:
    """The persons of a text with one on each line: name, post, rank. What is left out stays empty."""
    lines = [[part.strip() for part in _BETWEEN.split(line, 2)] for line in text.splitlines() if line.strip()]
    return [Named(*parts) for parts in lines]


def reasons_not_to_open(*, team: int, office: int, keyless: Collection[str], already: bool) -> list[Reason]:
    """The leader and a designated person, somebody of the office, all with keys (domain §8.6)."""
    reasons = []
    if already:
        reasons.append(reason("这个单位的线索登记已经开通。"))
    if team < OF_THE_TEAM:
        reasons.append(reason("组里要有组长和至少一名指定人员。", field="keepers"))
    if office < OF_THE_OFFICE:
        reasons.append(reason("巡察办要有至少一名指定人员。", field="keepers"))
    return [*reasons, *reasons_without_keys(keyless)]


def reasons_without_keys(keyless: Collection[str]) -> list[Reason]:
    """Nobody is given what they could not open."""
    if not keyless:
        return []
    names = sorted(keyless)
    return [reason("{names}还没有设置保密口令，请本人先到“个人设置”里设置。", field="keepers", names=names)]


def reasons_not_to_receive(*, chosen: int, keyless: Collection[str], already: bool) -> list[Reason]:
    """At least two people with keys open what is handed to a body."""
    reasons = []
    if already:
        reasons.append(reason("已经指定了接收人。"))
    if chosen < RECIPIENTS:
        reasons.append(reason("至少指定 {n} 名接收人：登记结果和核对反馈由两个人办理。", field="keepers", n=RECIPIENTS))
    return [*reasons, *reasons_without_keys(keyless)]


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """`found`: whether a source given by its number is in its register; None where it has none."""

    persons: Sequence[Named]
    facts: str
    open: bool
    kind_valid: bool
    found: bool | None


def reasons_not_to_file(facts: FilingFacts) -> list[Reason]:
    """A clue is about somebody and says what they did; its source exists."""
    reasons = []
    if not facts.open:
        reasons.append(reason("这个单位还没有开通线索登记，请组长先开通。"))
    if not facts.persons:
        reasons.append(reason("请写明涉及的人，每行一人：姓名，职务，职级。", field="persons"))
    for number, one in enumerate(facts.persons, 1):
        if not one.name:
            reasons.append(reason("第 {n} 行没有姓名；不知道姓名的写“不详”。", field="persons", n=number))
        if len(one.name) > NAME_LENGTH or len(one.post) > POST_LENGTH or len(one.rank) > RANK_LENGTH:
            reasons.append(reason("第 {n} 行太长，请按“姓名，职务，职级”分开写。", field="persons", n=number))
    if not facts.facts.strip():
        reasons.append(reason("请写明反映的具体事实。", field="facts"))
    if not facts.kind_valid:
        reasons.append(reason("这个类别在进驻时不适用，请另选。", field="kind"))
    if facts.found is False:
        reasons.append(reason("这个单位没有这个编号，请核对。", field="source_no"))
    return reasons


def reasons_not_to_judge(*, on: date, today: date, attended: str, opinion: str) -> list[Reason]:
    """The meeting was held, people were there and thought something."""
    reasons = []
    if on > today:
        reasons.append(reason("会议日期不能晚于今天。", field="on"))
    if not attended.strip():
        reasons.append(reason("请写明参加人员。", field="attended"))
    return [*reasons, *reasons_without_words(opinion, "opinion")]


def reasons_without_words(text: str, field: str = "text") -> list[Reason]:
    """A step that is to be answered for is explained."""
    return [] if text.strip() else [reason("请写明理由或者意见。", field=field)]


def reasons_of_four_eyes(actor: int, *earlier: int | None) -> list[Reason]:
    """Nobody takes two of these steps on one clue."""
    return [reason("前一步是您办的，请由另一个人办理。")] if actor in earlier else []


def reasons_not_to_approve_own() -> list[Reason]:
    """Whoever noted the judgement does not approve it; in the team the leader alone approves, so the note goes back."""
    return [reason("组务会研判是您登记的，您不能审定。点「退回补充」，请另一名指定人员登记组务会研判，您再审定。")]


def reasons_not_to_decide(*, on: date, judged_on: date, today: date, meeting: str) -> list[Reason]:
    """A meeting that was held after the team had judged."""
    reasons = []
    if not meeting.strip():
        reasons.append(reason("请写明会议名称。", field="meeting"))
    if on > today:
        reasons.append(reason("会议日期不能晚于今天。", field="on"))
    if on < judged_on:
        reasons.append(reason("会议日期不能早于组务会研判（{day}）。", field="on", day=judged_on))
    return reasons


def reasons_not_to_pack(
    *, waiting: int, received: bool, on: date, decided_on: date | None, today: date
) -> list[Reason]:
    """Something is decided for this body, which has named who receives it."""
    reasons = []
    if not waiting:
        reasons.append(reason("没有决定移交给这个部门、尚未移交的线索。", field="body"))
    if not received:
        reasons.append(reason("这个部门还没有指定接收人，请其先在“移交来的线索”里指定。", field="body"))
    if on > today:
        reasons.append(reason("移交日期不能晚于今天。", field="on"))
    if decided_on is not None and on < decided_on:
        reasons.append(reason("移交日期不能早于会议决定（{day}）。", field="on", day=decided_on))
    return reasons


def reasons_not_to_redirect(*, wanted: Collection[str], holding: Collection[str]) -> list[Reason]:
    """After a body has declined: whoever still has it keeps it, and somebody new gets it."""
    reasons = []
    if not set(holding) <= set(wanted):
        reasons.append(reason("还在办理的部门要保留在决定里。", field="destination"))
    if not set(wanted) - set(holding):
        reasons.append(reason("这个决定没有新的移交对象；不再移交的，选由另一个部门继续办理。", field="destination"))
    return reasons


def reasons_not_to_go_on(*, holding: Collection[str]) -> list[Reason]:
    """Another body still has it."""
    return [] if holding else [reason("没有部门还在办理，请另作决定。", field="text")]


def reasons_not_to_end(*, holding: Collection[str]) -> list[Reason]:
    """No body has it any more."""
    return [reason("{names}还在办理，不能留存或者撤回。", field="text", names=sorted(holding))] if holding else []


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What came of a clue: `cases` counted in 件, all others in persons; `forms` are the four forms in order."""

    filed: bool
    unfounded: bool
    cases: int
    persons_filed: int
    forms: tuple[int, int, int, int]
    transferred: int


def reasons_not_to_conclude(facts: ResultFacts) -> list[Reason]:
    """Cases and persons are counted apart and do not contradict the result (domain §5.3, §6.1)."""
    reasons = []
    if facts.filed and not (facts.cases and facts.persons_filed):
        reasons.append(reason("立案的要写明立案件数和人数。", field="cases"))
    if not facts.filed and (facts.cases or facts.persons_filed):
        reasons.append(reason("没有立案，立案件数和人数应当是 0。", field="cases"))
    if facts.cases > facts.persons_filed and facts.filed:
        reasons.append(reason("立案人数不能少于立案件数。", field="persons_filed"))
    if facts.unfounded and any((*facts.forms, facts.transferred)):
        reasons.append(reason("失实的，四种形态和移送司法都应当是 0。", field="form_1"))
    if facts.transferred > facts.forms[3]:
        reasons.append(reason("移送司法的人数包括在第四种形态之内，不能更多。", field="transferred"))
    return reasons


PLACES = ("discipline", "organisation", "declined")
"""Where clues went and what came back: together with all of them, any two would tell the third."""


def told(numbers: Mapping[str, int], *, exact: bool) -> dict[str, int | None]:
    """
    The numbers of a round as they may be told: None where one is small, or would tell a small one.

    Of a round with few clues nothing is told: every other number says something of how many there are.
    """
    if exact:
        return {**numbers}
    hidden = {code for code, count in numbers.items() if 0 < count < SMALL}
    if "clues" in hidden:
        hidden.update(numbers)
    if not hidden.isdisjoint(PLACES):
        hidden.update(PLACES)
    return {code: None if code in hidden else count for code, count in numbers.items()}


def reasons_not_to_refer(
    *, title: str, text: str, department: str, rests: bool, accused: Collection[str]
) -> list[Reason]:
    """A matter for a department rests on a signed paper or a finding and accuses nobody: `accused` are such words."""
    reasons = []
    if not title.strip():
        reasons.append(reason("请写明事项。", field="title"))
    if not text.strip():
        reasons.append(reason("请写明具体情况。", field="text"))
    if not department.strip():
        reasons.append(reason("请写明移交的部门。", field="department"))
    if not rests:
        reasons.append(reason("请选一份已签的底稿或者一个已确认的问题作依据。", field="paper"))
    reasons += [
        reason("「{words}」像是涉及个人的线索，请另走问题线索登记。", field="text", words=words) for words in accused
    ]
    return reasons


def reasons_not_on_day(*, on: date, since: date | None, today: date) -> list[Reason]:
    """A day that has come, not before the one it follows."""
    if on > today:
        return [reason("日期不能晚于今天。", field="on")]
    if since is not None and on < since:
        return [reason("日期不能早于 {day}。", field="on", day=since)]
    return []
