"""What must hold before a use of results is drafted, approved, sent, answered and closed. (domain §5.7; feature C15)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuncha.accountability.rules.kinds import KINDS, MEASURES, Level
from xuncha.core.errors import Reason, reason
from xuncha.core.given import Accusation, against, against_persons, missing, not_yet, too_long
from xuncha.core.signing import PaperFacts, reasons_against_signing
from xuncha.core.text import N_, say

TITLE_LENGTH, TEXT_LENGTH, BODY_LENGTH, NAMED_LENGTH, PLACE_LENGTH = 100, 3000, 80, 500, 100
ANSWER_LENGTH, ANSWER_FILES, NOTE_LENGTH, NUMBER_LENGTH = 5000, 10, 300, 80
MOST = 9999  # cases or persons of one measure


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """
    As it is drafted. `units`: how many units it rests on; `elsewhere`: how many of its grounds are another office's;
    `answered_already`: units whose rate below the limit is already followed by a written self-criticism; `accused`:
    what reads, by field, as an accusation of a person.
    """

    kind: str
    title: str
    text: str
    body: str
    named: str
    units: int
    elsewhere: int = 0
    answered_already: int = 0
    accused: Mapping[str, Sequence[Accusation]] = field(default_factory=dict)


def reasons_not_to_draft(facts: DraftFacts) -> list[Reason]:
    """A known kind about this office's units: one, unless it is a circular; nothing is done twice; nobody is named."""
    kind = KINDS.get(facts.kind)
    reasons = against(facts.title, TITLE_LENGTH, N_("标题"), "title")
    reasons += too_long(facts.text, TEXT_LENGTH, N_("要求或者意见"), "text")
    reasons += too_long(facts.named, NAMED_LENGTH, N_("点名的人员"), "named")
    if facts.elsewhere:
        reasons.append(reason("有 {n} 项不是本巡察办的整改单位。", field="plans", n=facts.elsewhere))
    if kind is None:
        return [*reasons, reason("请从列出的种类里选一种。", field="kind")]
    reasons += _against_units(facts)
    if not kind.names:
        reasons += against_persons(facts.accused)
    if kind.body:
        reasons += against(facts.body, BODY_LENGTH, N_("收函机关"), "body")
    if facts.named.strip() and not kind.names:
        reasons.append(
            reason("只有公开的点名通报才写姓名；“{kind}”只记件数和人数。", field="named", kind=say(kind.label))
        )
    return reasons


def _against_units(facts: DraftFacts) -> list[Reason]:
    kind = KINDS[facts.kind]
    if not facts.units:
        return [reason("请选这一件所依据的单位。", field="plans")]
    reasons = []
    if facts.units > 1 and not kind.several:
        reasons.append(
            reason("“{kind}”一家单位一件，现选了 {n} 家。", field="plans", kind=say(kind.label), n=facts.units)
        )
    if kind.owes and facts.answered_already:
        reasons.append(reason("这家单位的书面检查已经在“低于下限的处理”里办理，不再重复责令。", field="plans"))
    return reasons


def reasons_not_to_submit(code: str, text: str, *, on: date | None, place: str) -> list[Reason]:
    """It says what is demanded or advised; a talk has its day and place."""
    reasons = missing(text, N_("要求或者意见"), "text")
    if KINDS[code].meets:
        reasons += [] if on else [reason("请写约谈日期。", field="on")]
        reasons += missing(place, N_("约谈地点"), "place")
    return reasons


def reasons_not_to_approve(code: str, *, own: bool, level: Level) -> list[Reason]:
    """Another person, at the level of the kind."""
    reasons = [reason("这是您提出的，要由另一个人批准。")] if own else []
    if KINDS[code].level is Level.GROUP and level is Level.OFFICE:
        kind = say(KINDS[code].label)
        reasons.append(reason("“{kind}”要由领导小组批准，请呈报领导小组。", kind=kind))
    return reasons


def reasons_not_to_lay(code: str, *, own: bool) -> list[Reason]:
    """By another person; what the director approves is not laid before the leading group."""
    reasons = [reason("这是您提出的，要由另一个人审核。")] if own else []
    if KINDS[code].level is Level.OFFICE:
        reasons.append(reason("“{kind}”由巡察办主任批准，不用呈报领导小组。", kind=say(KINDS[code].label)))
    return reasons


def reasons_not_to_send(code: str, *, demanding: bool) -> list[Reason]:
    """What the unit has to answer is demanded of it, everything else is sent."""
    kind = KINDS[code]
    if kind.owes == demanding:
        return []
    label = say(kind.label)
    if kind.owes:
        return [reason("“{kind}”要单位报送材料，请用“下达”。", kind=label)]
    return [reason("“{kind}”不要单位报送材料，请用“发出”。", kind=label)]


def reasons_not_to_answer(answer: str, files: int) -> list[Reason]:
    """The unit says something, with not too many files."""
    reasons = against(answer, ANSWER_LENGTH, N_("检查内容"), "answer")
    if files > ANSWER_FILES:
        reasons.append(reason("附件不超过 {n} 个，现有 {now} 个。", field="proofs", n=ANSWER_FILES, now=files))
    return reasons


def reasons_not_to_sign(*, withdrawn: bool, units: int) -> list[Reason]:
    """What was sent and stands is signed for once by each of its units."""
    if withdrawn:
        return [reason("这一件已经撤回，不用签收。")]
    return [] if units else [reason("你单位已经签收过这一件。")]


def reasons_not_to_enter_receipt(signatory: str, facts: PaperFacts, *, waits: bool, signs_itself: bool) -> list[Reason]:
    """What stands and was not signed for, for a unit of which nobody can sign in the portal, with the scan."""
    if not waits:
        return [reason("这一件不用这个单位签收，或者已经签收过。")]
    if signs_itself:
        return [reason("这个单位有人能在单位端签收，不用代录。")]
    return reasons_against_signing(signatory, facts, N_("发出日期"))


def reasons_not_to_dismiss(text: str, *, applies: bool) -> list[Reason]:
    """Only what is suggested is dismissed, and with a reason."""
    if not applies:
        return [reason("这条建议已经不成立，不用再处理。")]
    return against(text, NOTE_LENGTH, N_("不采纳的理由"), "reason")


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What was decided, as it is noted; `sent_on` is the day on which the matter went out."""

    kind: str
    measure: str
    cases: int
    persons: int
    on: date
    number: str
    sent_on: date
    today: date
    noted_before: bool = False


def reasons_not_to_note(facts: ResultFacts) -> list[Reason]:
    """A measure of this kind, with its cases or persons, decided after it went out and not noted before."""
    reasons = not_yet(facts.on, facts.today, N_("决定日期"), "on")
    if facts.on < facts.sent_on:
        reasons.append(reason("决定日期早于发出日期 {day}。", field="on", day=facts.sent_on.isoformat()))
    reasons += too_long(facts.number, NUMBER_LENGTH, N_("决定文号"), "number")
    measure = MEASURES.get(facts.measure)
    if measure is None or facts.measure not in KINDS[facts.kind].measures:
        return [*reasons, reason("请从列出的结果里选一种。", field="measure")]
    if measure.nobody and (facts.cases or facts.persons):
        reasons.append(reason("决定不作处理的，件数和人数都写 0。", field="persons"))
    if not measure.nobody and not (facts.cases or facts.persons):
        reasons.append(reason("件数和人数至少写一个，件和人分别计。", field="cases"))
    if KINDS[facts.kind].body and not facts.number.strip():
        reasons.append(reason("由有权机关决定的，请写决定文号。", field="number"))
    if facts.noted_before:
        reasons.append(reason("同一文号的这种结果已经登记过，要改先去掉原来的。", field="measure"))
    return reasons


def reasons_not_to_finish(results: int) -> list[Reason]:
    """What came of it is noted first."""
    return [] if results else [reason("还没有登记结果：登记有权机关的决定或者办理结果以后才能办结。", mend="#results")]
