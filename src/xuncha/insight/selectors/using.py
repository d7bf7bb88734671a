"""Figures of accountability and use of results, from the results that were noted. (domain §5.7)"""

from django.db.models import Q, QuerySet

from xuncha.accountability.models import Result
from xuncha.accountability.selectors import MEASURES
from xuncha.accountability.workflow import UseState
from xuncha.insight.selectors.counting import Counted, Over, total


def results(over: Over) -> QuerySet[Result]:
    """What was decided within the period and not withdrawn."""
    return Result.objects.filter(
        use__jurisdiction__in=over.jurisdictions, on__range=(over.period.begin, over.period.last)
    ).exclude(use__state=UseState.WITHDRAWN)


def _of(*measures: str, adds: str) -> Counted:
    return Counted(results, lambda _over: Q(measure__in=measures), total(adds))


def _form(form: str) -> Counted:
    return _of(*(one.code for one in MEASURES.values() if one.form == form), adds="persons")


USING: dict[str, Counted] = {
    "uses.interviewed": _of("interviewed", adds="persons"),
    "uses.circulated": _of("circulated", adds="cases"),
    "uses.self_criticism": _of("self_criticism", adds="cases"),
    **{f"uses.form{form}": _form(form) for form in "1234"},
    "uses.admonished": _of("admonished", adds="persons"),
    "uses.removed": _of("adjusted", "removed", adds="persons"),
    "uses.cases_filed": _of("filed", adds="cases"),
    "uses.persons_filed": _of("filed", adds="persons"),
    "uses.considered": _of("considered", adds="cases"),
    "uses.assessed": _of("deducted", "downgraded", adds="cases"),
}
