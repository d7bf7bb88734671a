"""A sheet as pages and documents show it: each line with its steps, who was asked and who voted, what rates rest on."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from xuncha.core.scoring import Method, Sheet
from xuncha.core.text import Say, say
from xuncha.evaluation.models import Mark, Rate, Subject, Tally
from xuncha.evaluation.rules.ballots import voted_on
from xuncha.evaluation.rules.definitions import METHOD_LABEL
from xuncha.evaluation.rules.rates import FORMULAS, asks_residents
from xuncha.evaluation.selectors.lists import asked_of
from xuncha.evaluation.workflow import RunState


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One indicator of a sheet. `range` is between which values the votes not cast could have moved it."""

    code: str
    label: str
    method: str
    maximum: Decimal
    value: Decimal | None
    working: tuple[Say, ...]
    range: Say | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of a group were asked about this body and voted; nothing of how, and nothing before the end."""

    code: str
    label: str
    weight: str
    asked: int
    cast: int | None
    tally: Tally | None = None  # its paper ballots

    @property
    def absent(self) -> int | None:
        """How many did not vote."""
        return None if self.cast is None else self.asked - self.cast


def lines_of(subject: Subject, sheet: Sheet) -> list[ShownLine]:
    """The lines of a sheet, with the points given; two queries."""
    marks = list(subject.marks.exclude(points=None).select_related("created_by", "withdrawn_by", "item"))
    taken = {rate.code: rate for rate in subject.rates.order_by("pk")}
    found = []
    for line in sheet.lines:
        one = line.indicator
        working = line.working
        if one.method is Method.VOTE and subject.run.state != RunState.CLOSED:
            working = (say("评议截止以后才计算"),)  # how many voted is nobody's to read before
        if one.method is Method.RATE and one.formula in FORMULAS:
            formula = FORMULAS[one.formula]
            named = say("{name}＝{formula}", name=say(formula.label), formula=say(formula.words))
            working = (named, *working, *_taken(one.formula, taken.get(one.code)))
        moved = one.method is Method.VOTE and line.value is not None and line.least != line.most
        spread = say("未投的票最多使本项在 {least} 至 {most} 之间变动", least=line.least, most=line.most)
        found.append(
            ShownLine(
                one.code,
                one.label,
                METHOD_LABEL[one.method],
                one.maximum,
                line.value,
                working,
                spread if moved else None,
                tuple(mark for mark in marks if mark.code == one.code),
            )
        )
    return found


def _taken(formula: str, rate: Rate | None) -> list[Say]:
    """When the rate was taken, and on how many answers it rests; why there is none of residents."""
    if rate is None:
        return [say("还没有可以计入的群众回答：评价截止以后、满五人才取数")] if asks_residents(formula) else []
    day = rate.as_of.isoformat()
    return [say("取数日期 {day}，{n} 人回答", day=day, n=rate.of) if asks_residents(formula) else _on(day)]


def _on(day: str) -> Say:
    return say("取数日期 {day}", day=day)


def total_of(sheet: Sheet) -> str:
    """The sum written out: what is added, what is taken off, and what counts where that is not the sum."""
    given = [(line.indicator.method, line.value) for line in sheet.lines if line.value is not None]
    terms = [
        ("− " if method is Method.TAKE else "+ " if n else "") + str(value) for n, (method, value) in enumerate(given)
    ]
    summed = sum((-value if method is Method.TAKE else value for method, value in given), Decimal())
    counts = "" if summed == sheet.total else _("，按 {total} 分计").format(total=sheet.total)
    return f"{' '.join(terms)} = {summed}{counts}"


def cases_of(subject: Subject) -> list[Mark]:
    """The cases noted for vetoes."""
    return list(subject.marks.filter(points=None).select_related("created_by", "withdrawn_by", "item"))


def turnout_of(subject: Subject) -> list[Turnout]:
    """Group by group: asked and voted. By phone and web nothing is counted out before the voting is closed."""
    scheme = subject.run.scheme.scored
    if not voted_on(scheme):
        return []
    closed = subject.run.state == RunState.CLOSED
    asked = asked_of(subject)
    sums: dict[tuple[str, str], int] = {}
    for group, indicator, n in subject.counts.values_list("group", "indicator", "n"):
        sums[group, indicator] = sums.get((group, indicator), 0) + n
    online = {code: max((n for (g, _i), n in sums.items() if g == code), default=0) for code in asked}
    tallies = {tally.group: tally for tally in subject.tallies.all()}
    rows = []
    for voters in scheme.groups:
        tally = tallies.get(voters.code)
        paper = tally.sheets if tally else 0
        cast = online.get(voters.code, 0) + paper if closed else None
        rows.append(Turnout(voters.code, voters.label, str(voters.weight), asked.get(voters.code, 0), cast, tally))
    return rows
