"""
What the answers of a questionnaire come to: the only place that reads answers, and it gives figures alone.

Only a questionnaire that was counted has results: whoever saw them grow would know what the last one answered.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from xuncha.survey.models import Questionnaire
from xuncha.survey.rules.questions import Kind, numbers_of
from xuncha.survey.rules.tally import NO_GROUP, Result, Row, tally
from xuncha.survey.workflow import QuestionnaireState

WIDTH = 200
"""Of a bar, in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class Sources:
    """How many answers came by phone and on paper, and how many sheets were keyed in twice."""

    phone: int
    paper: int
    checked: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.phone + self.paper


@dataclass(frozen=True, slots=True)
class Bar:
    """One option of a question: how often it was chosen, its part in percent, and how wide its bar is drawn."""

    label: str
    count: int
    share: float
    width: float


@dataclass(frozen=True, slots=True)
class Group:
    """How a group answered a question: a share for each option."""

    label: str
    base: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as it is shown: nothing but its words where too few answered."""

    number: str
    label: str
    kind: Kind
    behind: bool
    base: int | None
    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]
    texts: tuple[str, ...]

    @property
    def scaled(self) -> bool:
        """Whether people chose between very good and very bad."""
        return self.kind is Kind.SCALE


def sources_of(questionnaire: Questionnaire) -> Sources:
    """How many answers came, and from where."""
    sheets = questionnaire.sheets
    return Sources(questionnaire.replies.count(), sheets.count(), sheets.filter(checked_at__isnull=False).count())


def results_of(questionnaire: Questionnaire) -> list[Shown]:
    """Every question with its figures; none before the questionnaire was counted."""
    if questionnaire.state != QuestionnaireState.COUNTED or questionnaire.smallest is None:
        return []
    answers = [
        *questionnaire.replies.order_by().values_list("answers", flat=True),
        *questionnaire.sheets.order_by().values_list("answers", flat=True),
    ]
    questions = questionnaire.asked
    by = next((question for question in questions if question.group), None)
    names = list(by.options) if by else []
    numbers = numbers_of(questions)
    found = tally(questions, answers, questionnaire.smallest)
    return [_shown(numbers[one.question.id], one, names) for one in found]


def _shown(number: str, result: Result, names: list[str]) -> Shown:
    question, whole = result.question, result.whole
    bars = _bars(result, whole) if whole and question.kind is not Kind.TEXT else ()
    groups = tuple(Group(_called(row, names), row.base, _bars(result, row)) for row in result.rows)
    base = whole.base if whole else None
    return Shown(number, question.label, question.kind, bool(question.after), base, bars, groups, result.texts)


def _bars(result: Result, row: Row) -> tuple[Bar, ...]:
    return tuple(
        Bar(option, row.counts[n], row.share(n), round(row.share(n) * WIDTH / 100, 1))
        for n, option in enumerate(result.question.options)
    )


def _called(row: Row, names: list[str]) -> str:
    """The group by its option; several that are shown together by theirs."""
    return _("、").join(_("未填") if group == NO_GROUP else names[group] for group in row.groups)
