"""Figures of evaluations: the settled results of units, the people who were asked."""

from django.db.models import Q, QuerySet

from xuncha.evaluation.models import Kind, Panel, Subject
from xuncha.evaluation.workflow import RunState, SubjectState
from xuncha.insight.selectors.counting import Counted, Over, total

GRADES = {"excellent": "优秀", "good": "良好"}
"""The figure's last word → the grade as schemes call it: codes are a scheme's own, what is published is the word."""
GROUPS = ("city_leaders", "staff_and_masses", "delegates_and_observers", "served")


def results(over: Over) -> QuerySet[Subject]:
    """Results of units settled within the period."""
    return Subject.objects.filter(
        run__round__term__jurisdiction__in=over.jurisdictions,
        run__scheme__kind=Kind.UNIT,
        state=SubjectState.FINAL,
        settled_on__range=(over.period.begin, over.period.last),
    )


def panels(over: Over) -> QuerySet[Panel]:
    """Who was asked in evaluations of units whose voting ended within the period."""
    return Panel.objects.filter(
        run__round__term__jurisdiction__in=over.jurisdictions,
        run__scheme__kind=Kind.UNIT,
        run__state=RunState.CLOSED,
        run__closes_on__range=(over.period.begin, over.period.last),
    )


def of_group(code: str) -> Counted:
    """How many of this group."""
    return Counted(panels, lambda _over: Q(group=code), total("asked"))


def of_grade(label: str) -> Counted:
    """How many results of this grade."""
    return Counted(results, lambda _over: Q(grade_label=label))


EVALUATING: dict[str, Counted] = {
    "evaluation.units": Counted(results),
    **{f"evaluation.raters.{code}": of_group(code) for code in GROUPS},
    **{f"evaluation.grade.{code}": of_grade(label) for code, label in GRADES.items()},
}
