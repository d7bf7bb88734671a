"""
The completeness meter: twelve checks, each done, partly done or missing, each pointing at the field that mends it.

It says what is written and what is not; it judges nobody and refuses nothing. (feature B06)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xuncha.core.text import N_, Say, say
from xuncha.fieldwork.rules import reading
from xuncha.fieldwork.rules.facts import PaperFacts
from xuncha.fieldwork.rules.limits import FACTS_MIN, LIMITS, POLITICAL_ENOUGH, TITLE_MIN

ONE = Decimal(1)
HALF = Decimal("0.5")


class Grade(StrEnum):
    """How far a check is met; the value is its class in the list of the style sheet."""

    DONE = "y"
    PARTLY = "p"
    MISSING = "m"


VALUE = {Grade.DONE: ONE, Grade.PARTLY: HALF, Grade.MISSING: Decimal(0)}
CELL = {Grade.DONE: "f", Grade.PARTLY: "h", Grade.MISSING: ""}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the meter. `anchor` is the id of the field where it is mended."""

    code: str
    grade: Grade
    label: Say
    anchor: str
    weight: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Completeness:
    """The meter of one paper."""

    checks: tuple[Check, ...]

    @property
    def score(self) -> Decimal:
        """Weighted sum of what is there."""
        return sum((VALUE[c.grade] * c.weight for c in self.checks), Decimal(0))

    @property
    def total(self) -> Decimal:
        """The score of a paper that lacks nothing."""
        return sum((c.weight for c in self.checks), Decimal(0))

    @property
    def shown(self) -> str:
        """As people read it: 9.5 / 12."""
        return f"{self.score.normalize():f} / {self.total.normalize():f}"

    @property
    def cells(self) -> list[str]:
        """The cells of the bar: full ones first, then halves, then empty ones."""
        return [CELL[grade] for grade in Grade for c in self.checks if c.grade is grade]

    @property
    def to_do_first(self) -> list[Check]:
        """Missing checks first, then partly met ones, then what is done."""
        order = (Grade.MISSING, Grade.PARTLY, Grade.DONE)
        return [c for grade in order for c in self.checks if c.grade is grade]

    def count(self, grade: Grade) -> int:
        """How many checks are of this grade."""
        return sum(c.grade is grade for c in self.checks)

    @property
    def done(self) -> int:
        """How many checks are met."""
        return self.count(Grade.DONE)

    @property
    def partly(self) -> int:
        """How many checks are met in part."""
        return self.count(Grade.PARTLY)


Judgement = tuple[Grade, Say]


def _title(paper: PaperFacts) -> Judgement:
    length = len(paper.title.strip())
    if not length:
        return Grade.MISSING, say("标题写明谁、做了什么")
    if TITLE_MIN <= length <= LIMITS["title"]:
        return Grade.DONE, say("标题写明谁、做了什么")
    return Grade.PARTLY, say("标题宜为 {low} 至 {high} 字", low=TITLE_MIN, high=LIMITS["title"])


def _classified(paper: PaperFacts) -> Judgement:
    period = paper.period_from and paper.period_to
    named = ((N_("分类"), paper.categorised), (N_("来源"), paper.sources), (N_("发生时间"), period))
    missing = [name for name, there in named if not there]
    if not missing:
        return Grade.DONE, say("分类、来源、发生时间")
    grade = Grade.MISSING if len(missing) == len(named) else Grade.PARTLY
    return grade, say("分类、来源、发生时间：缺{missing}", missing=reading.listed(missing))


def _elements(paper: PaperFacts) -> Judgement:
    missing = reading.elements_of(paper.facts).missing
    if not missing and len(paper.facts) >= FACTS_MIN:
        return Grade.DONE, say("主体、时间、地点、经过")
    if not paper.facts or len(missing) > 2:
        return Grade.MISSING, say("主体、时间、地点、经过")
    if not missing:
        return Grade.PARTLY, say("具体事实少于 {n} 字", n=FACTS_MIN)
    return Grade.PARTLY, say("主体、时间、地点、经过：没看到{missing}", missing=reading.listed(missing))


def _exchange(paper: PaperFacts) -> Judgement:
    label = say("与单位主要负责人交换意见")
    return (Grade.DONE if reading.EXCHANGE.search(paper.facts) else Grade.MISSING), label


def _amount(paper: PaperFacts) -> Judgement:
    stated = reading.amounts_in(paper.facts)
    if not paper.facts:
        return Grade.MISSING, say("金额与事实一致")
    if paper.amount is None:
        return (Grade.PARTLY, say("事实中写有金额，请填涉及金额")) if stated else (Grade.DONE, say("不涉及金额"))
    if agrees(paper):
        return Grade.DONE, say("金额与事实一致")
    return Grade.MISSING, say("金额与事实一致")


def agrees(paper: PaperFacts) -> bool:
    """Whether the amount stands in the facts, or is the sum of those that do; no amount fits any facts."""
    stated = reading.amounts_in(paper.facts)
    return paper.amount is None or paper.amount in stated or (bool(stated) and paper.amount == sum(stated))


def _characterisation(paper: PaperFacts) -> Judgement:
    return (Grade.DONE if paper.characterisation.strip() else Grade.MISSING), say("定性")


def _basis(paper: PaperFacts) -> Judgement:
    if not paper.basis.strip():
        return Grade.MISSING, say("依据现行有效")
    if paper.ended_basis:
        name, successor = paper.ended_basis[0]
        if successor:
            return Grade.PARTLY, say("《{name}》当时已失效，现行为《{successor}》", name=name, successor=successor)
        return Grade.PARTLY, say("《{name}》当时已失效", name=name)
    if "《" not in paper.basis:
        return Grade.PARTLY, say("依据写出文件名，用《》")
    return Grade.DONE, say("依据现行有效")


def _political(paper: PaperFacts) -> Judgement:
    length = len(paper.why_political.strip())
    grade = Grade.DONE if length >= POLITICAL_ENOUGH else Grade.PARTLY if length else Grade.MISSING
    return grade, say("从业务现象说到责任")


def _responsibility(paper: PaperFacts) -> Judgement:
    subject, cause = bool(paper.responsibility), bool(paper.cause.strip())
    if subject and cause:
        return Grade.DONE, say("责任主体和原因")
    if not subject and not cause:
        return Grade.MISSING, say("责任主体和原因")
    return Grade.PARTLY, say("缺原因分析") if subject else say("缺责任主体")


def missing_kinds(paper: PaperFacts) -> list[str]:
    """Kinds of evidence the checklist item asks for that no piece of evidence has, by kind or by file name."""
    have = [(e.kind, e.name) for e in paper.evidence]
    return [w for w in paper.wanted_evidence if not any((k and (k in w or w in k)) or w in n for k, n in have)]


def _evidence(paper: PaperFacts) -> Judgement:
    if not paper.evidence:
        return Grade.MISSING, say("佐证齐全")
    lacking = missing_kinds(paper)
    if lacking:
        return Grade.PARTLY, say("佐证齐全：缺「{kinds}」", kinds="」「".join(lacking))
    return Grade.DONE, say("佐证齐全")


def _originals(paper: PaperFacts) -> Judgement:
    checked = any(e.original_checked for e in paper.evidence)
    quoted = any(e.quote for e in paper.evidence)
    grade = Grade.DONE if checked and quoted else Grade.PARTLY if checked or quoted else Grade.MISSING
    return grade, say("佐证核过原件、对应到句")


def _identity(paper: PaperFacts) -> Judgement:
    text = written(paper)
    if not text.strip():
        return Grade.MISSING, say("未写入信访人可识别信息")
    found = reading.identities_in(text)
    if found:
        return Grade.MISSING, say("写有「{word}」，可能认出信访人", word=found[0])
    return Grade.DONE, say("未写入信访人可识别信息")


def written(paper: PaperFacts) -> str:
    """All running text of the paper."""
    parts = (paper.title, paper.facts, paper.characterisation, paper.cause, paper.why_political)
    return "\n".join(p for p in parts if p)


CHECKS: tuple[tuple[str, str, Callable[[PaperFacts], Judgement]], ...] = (
    ("title", "id_title", _title),
    ("classified", "id_category", _classified),
    ("elements", "id_facts", _elements),
    ("exchange", "id_facts", _exchange),
    ("amount", "id_amount", _amount),
    ("characterisation", "id_characterisation", _characterisation),
    ("basis", "id_basis", _basis),
    ("political", "id_why_political", _political),
    ("responsibility", "id_responsibility", _responsibility),
    ("evidence", "evidence", _evidence),
    ("originals", "evidence", _originals),
    ("identity", "id_facts", _identity),
)


def completeness(paper: PaperFacts, weights: Mapping[str, Decimal] | None = None) -> Completeness:
    """The twelve checks of a paper. `weights` by check code; one for a check that is not named."""
    given = weights or {}
    judged = [(code, anchor, judge(paper)) for code, anchor, judge in CHECKS]
    return Completeness(tuple(Check(c, g, label, f"#{a}", given.get(c, ONE)) for c, a, (g, label) in judged))
