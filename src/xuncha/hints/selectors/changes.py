"""What has to be looked through again: everything, or what the journal says has changed since the scan before."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from xuncha.core.signals import USUAL, Signal
from xuncha.foundation.journal.reading import happened
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.hints.models import Hint, Scan
from xuncha.hints.rules.facts import Thresholds
from xuncha.hints.workflow import HintState
from xuncha.rectification.models import Evidence, Plan
from xuncha.rectification.selectors.checks import CHECKERS

SETTING = "hints.signals"
BETWEEN = frozenset({Signal.ALIKE, Signal.REUSED, Signal.RESEMBLING})
"""Signals that compare an item with those of other plans."""
LEADS_TO: dict[str, str] = {
    "rectification.plan": "pk",
    "rectification.item": "items",
    "rectification.unit_report": "unit_reports",
    "rounds.inspection": "inspection",
    "survey.questionnaire": "inspection__questionnaires",
    "findings.finding": "inspection__organisation__inspections__findings",
}
"""Kinds of records whose change may change a hint, and how a plan finds them."""
AT_ONCE = 5_000


def thresholds_on(day: date, office: Jurisdiction) -> Thresholds:
    """The office's setting of the day; every signal at its usual threshold where it has set nothing."""
    row = parameter_on(SETTING, day, office)
    return dict(row.value) if row else dict(USUAL)


def last_scan(office: Jurisdiction) -> Scan | None:
    """The scan before."""
    return Scan.objects.filter(jurisdiction=office).order_by("-pk").first()


def journal_end() -> int:
    """The number of the last journal record."""
    return happened(Q()).values_list("seq", flat=True).last() or 0


def all_plans(office: Jurisdiction) -> set[int]:
    """Every plan of an office."""
    return set(Plan.objects.filter(inspection__round__term__jurisdiction=office).values_list("pk", flat=True))


def changed_plans(office: Jurisdiction, before: Scan, today: date, thresholds: Thresholds) -> set[int]:
    """Plans of which something has changed since the scan before, or for which a day has passed that counts."""
    plans = Plan.objects.filter(inspection__round__term__jurisdiction=office)
    found: set[int] = set()
    for kind, path in LEADS_TO.items():
        rows = happened(Q(seq__gt=before.until, subject_kind=kind)).order_by().values_list("subject_id", flat=True)
        ids = sorted({int(one) for one in rows})
        for first in range(0, len(ids), AT_ONCE):
            found.update(plans.filter(**{f"{path}__in": ids[first : first + AT_ONCE]}).values_list("pk", flat=True))
    for checker in CHECKERS:
        found.update(plans.filter(pk__in=list(checker.since(before.created_at))).values_list("pk", flat=True))
    late = timedelta(days=thresholds.get(Signal.MEETINGS, 0))
    since, until = before.on - late, today - late
    passed = Q(ends_on__gt=since, ends_on__lte=until) | Q(
        unit_reports__due_on__gt=since, unit_reports__due_on__lte=until
    )
    found.update(plans.filter(passed).values_list("pk", flat=True))
    return found


def citing(office: Jurisdiction, items: Iterable[int]) -> set[int]:
    """Items with an open hint that rests on one of these items or on their evidence."""
    wanted = set(items)
    cited = {("rectification.item", pk) for pk in wanted}
    for first in range(0, len(ordered := sorted(wanted)), AT_ONCE):
        pieces = Evidence.objects.filter(item__in=ordered[first : first + AT_ONCE]).values_list("pk", flat=True)
        cited |= {("rectification.evidence", pk) for pk in pieces}
    hints = Hint.objects.filter(
        plan__inspection__round__term__jurisdiction=office, signal__in=BETWEEN, state=HintState.OPEN
    )
    found = {item for item, rows in hints.values_list("item_id", "rows") if any((k, pk) in cited for k, pk, _ in rows)}
    return found - wanted
